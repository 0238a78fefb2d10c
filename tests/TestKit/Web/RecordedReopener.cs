using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;

namespace Steward.TestKit.Web;

/// <summary>Writes down which changes were told that evidence has arrived; for a product: the change without a commit.</summary>
public sealed class RecordedReopener : IChangeReopener
{
    public ConcurrentQueue<(ChangeId Change, string Kind)> Told { get; } = new();

    public Task EvidenceArrivedAsync(ChangeId change, string kind, CancellationToken cancellation)
    {
        Told.Enqueue((change, kind));
        return Task.CompletedTask;
    }

    public Task ProductEvidenceArrivedAsync(ProductId product, string kind, CancellationToken cancellation) =>
        EvidenceArrivedAsync(new ChangeId(product, CommitSha.None), kind, cancellation);
}
