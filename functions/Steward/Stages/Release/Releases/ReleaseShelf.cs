using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases;

/// <summary>A release as people are shown it.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Commit">The commit.</param>
/// <param name="AskedAt">When it was first decided.</param>
/// <param name="Verdict">The newest verdict, or null.</param>
/// <param name="Reason">Its reason, or null.</param>
/// <param name="HasPassport">Whether a passport was issued.</param>
/// <param name="Tree">The verdict tree, where asked for.</param>
public sealed record ReleaseView(
    string Tag, CommitSha Commit, DateTimeOffset AskedAt, Verdict? Verdict, string? Reason, bool HasPassport, VerdictNode? Tree);

/// <summary>The releases of a product, read from the ledger.</summary>
public sealed class ReleaseShelf(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>All releases, newest first, with their verdict trees.</summary>
    public async Task<IReadOnlyList<ReleaseView>> ListAsync(ProductId product, CancellationToken cancellation)
    {
        var views = new List<ReleaseView>();
        await foreach (var named in NamedAsync(product, cancellation))
        {
            var about = await AboutAsync(product, named, cancellation);
            var decided = about.LastOrDefault(e => e.Kind == ReleaseEvidence.Decided);
            var tree = decided?.Payload is { } digest ? await payloads.GetAsync(product, digest, cancellation) : null;
            views.Add(new ReleaseView(
                TagOf(named),
                CommitOf(named),
                named.Time,
                tree is null ? null : Json.Read<VerdictNode>(tree).Verdict,
                decided?.Summary,
                about.Any(e => e.Kind == ReleaseEvidence.PassportIssued),
                tree is null ? null : Json.Read<VerdictNode>(tree)));
        }

        views.Reverse();
        return views;
    }

    /// <summary>The newest passport of a tag, or null.</summary>
    public async Task<byte[]?> PassportAsync(ProductId product, string tag, CancellationToken cancellation)
    {
        Evidence? issued = null;
        await foreach (var named in NamedAsync(product, cancellation).Where(n => TagOf(n) == tag))
            issued = (await AboutAsync(product, named, cancellation)).LastOrDefault(e => e.Kind == ReleaseEvidence.PassportIssued) ?? issued;
        return issued?.Payload is { } digest ? await payloads.GetAsync(product, digest, cancellation) : null;
    }

    private IAsyncEnumerable<Evidence> NamedAsync(ProductId product, CancellationToken cancellation) =>
        ledger.FindAsync(product, Subject.Product(product), cancellation).Select(e => e.Evidence).Where(e => e.Kind == ReleaseEvidence.Named);

    private async Task<List<Evidence>> AboutAsync(ProductId product, Evidence named, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Release(TagOf(named), CommitOf(named)), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);

    private static string TagOf(Evidence named) => named.Details!["tag"]!.GetValue<string>();

    private static CommitSha CommitOf(Evidence named) => CommitSha.Parse(named.Details!["commit"]!.GetValue<string>());
}
