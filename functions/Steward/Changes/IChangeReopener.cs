using Steward.Kernel;

namespace Steward.Changes;

/// <summary>Lets a change be decided again when evidence about it has come from outside: results, waivers, approvals.</summary>
public interface IChangeReopener
{
    /// <summary>
    /// Tells the change's orchestration when it still waits; a change that was decided already is decided anew. A commit that is no change
    /// (yet) is left alone: the evidence is there when it becomes one.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="kind">The kind of the evidence: <c>results.received</c>.</param>
    /// <param name="cancellation">Cancels the waiting.</param>
    Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation);

    /// <summary>
    /// The same for evidence about the product itself, such as a machine's drift: its newest change is decided again, unless its decision knew
    /// that evidence already. Older changes are not: whoever releases one judges it again at that moment.
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="kind">The kind of the evidence: <c>environment.checked</c>.</param>
    /// <param name="cancellation">Cancels the waiting.</param>
    Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation);
}
