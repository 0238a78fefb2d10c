using Steward.Kernel;

namespace Steward.Changes;

/// <summary>Tells a change that evidence about it has come from outside, so that it is decided again.</summary>
public interface IChangeReopener
{
    /// <summary>
    /// Call after the evidence is in the ledger. A change that still runs gets <see cref="ChangeInstance.EvidenceArrived"/>; one that was
    /// decided already is decided anew. Safe to repeat. NotFound when nothing is known of the change, Unavailable when storage does not answer.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="kind">The evidence's kind: <c>approval.given</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation);
}
