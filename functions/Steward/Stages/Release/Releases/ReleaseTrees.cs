using System.Runtime.CompilerServices;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases;

/// <summary>The verdict trees of the releases of a commit: the newest decided one of each tag, then what a release would be judged as now.</summary>
internal sealed class ReleaseTrees(ILedger ledger, IPayloadStore payloads, ReleasePreview preview) : IVerdictTrees
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<VerdictNode> AboutAsync(ChangeId change, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var tag in await TagsAsync(change, cancellation))
        {
            var decided = await ledger.FindAsync(change.Product, Subject.Release(tag, change.Commit), cancellation)
                .LastOrDefaultAsync(e => e.Evidence is { Kind: ReleaseEvidence.Decided, Payload: not null }, cancellation);
            if (decided is not null && await payloads.GetAsync(change.Product, decided.Evidence.Payload!, cancellation) is { } tree)
                yield return Json.Read<VerdictNode>(tree);
        }

        if (await PreviewAsync(change, cancellation) is { } now) yield return now;
    }

    // What can never be judged (no such repository any more) has no nodes: what was asked for is not found then.
    private async Task<VerdictNode?> PreviewAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return (await preview.JudgeAsync(change, null, [], cancellation)).Now;
        }
        catch (StewardException failure) when (!failure.IsRetryable)
        {
            return null;
        }
    }

    // The newest first.
    private async Task<List<string>> TagsAsync(ChangeId change, CancellationToken cancellation)
    {
        var named = await ledger.FindAsync(change.Product, Subject.Product(change.Product), cancellation)
            .Where(e => e.Evidence.Kind == ReleaseEvidence.Named && e.Evidence.Details?["commit"]?.GetValue<string>() == change.Commit.ToString())
            .Select(e => e.Evidence.Details!["tag"]!.GetValue<string>()).ToListAsync(cancellation);
        return [.. named.AsEnumerable().Reverse().Distinct(StringComparer.Ordinal)];
    }
}
