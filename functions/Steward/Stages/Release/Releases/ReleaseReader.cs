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
    string Tag, CommitSha Commit, DateTimeOffset AskedAt, Verdict? Verdict, string? Reason, bool HasPassport, VerdictNode? Tree)
{
    /// <summary>What newer virus signatures found in it since: one sentence each. Its passport says what was known then.</summary>
    public IReadOnlyList<string> Condemned { get; init; } = [];
}

/// <summary>Some releases of a product, newest first.</summary>
/// <param name="Releases">The releases, without their trees.</param>
/// <param name="Older">What to ask for the older ones with; null when there are none.</param>
public sealed record ReleaseList(IReadOnlyList<ReleaseView> Releases, long? Older);

/// <summary>The releases of a product, read from the ledger.</summary>
public sealed class ReleaseReader(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>The newest releases, or the newest of those named before an entry of the ledger; without their trees.</summary>
    public async Task<ReleaseList> PageAsync(ProductId product, long? before, int count, CancellationToken cancellation)
    {
        var older = await NamedAsync(product, cancellation).Where(n => before is null || n.Index < before).ToListAsync(cancellation);
        var page = older.TakeLast(count).Reverse().ToList();
        var views = new List<ReleaseView>();
        foreach (var named in page) views.Add(await ViewAsync(product, named.Evidence, withTree: false, cancellation));
        return new ReleaseList(views, older.Count > count ? page[^1].Index : null);
    }

    /// <summary>The newest release of a tag with its verdict tree. NotFound when none was decided.</summary>
    public async Task<ReleaseView> FindAsync(ProductId product, string tag, CancellationToken cancellation) =>
        await NamedAsync(product, cancellation).LastOrDefaultAsync(n => TagOf(n.Evidence) == tag, cancellation) is { } named
            ? await ViewAsync(product, named.Evidence, withTree: true, cancellation)
            : throw StewardException.NotFound($"{product} has no decided release '{Texts.Clip(tag, 60)}'. Push the tag, or ask for it with 'steward release {product} {Texts.Clip(tag, 60)}'.");

    /// <summary>The release of a tag at a commit, without its tree: a tag may have been released more than once. NotFound when none was decided.</summary>
    public async Task<ReleaseView> FindAsync(ProductId product, string tag, CommitSha commit, CancellationToken cancellation) =>
        await NamedAsync(product, cancellation).LastOrDefaultAsync(n => TagOf(n.Evidence) == tag && CommitOf(n.Evidence) == commit, cancellation) is { } named
            ? await ViewAsync(product, named.Evidence, withTree: false, cancellation)
            : throw StewardException.NotFound($"{product} has no decided release '{Texts.Clip(tag, 60)}' of commit {commit}.");

    /// <summary>The newest passport of a tag, or null.</summary>
    public async Task<byte[]?> PassportAsync(ProductId product, string tag, CancellationToken cancellation)
    {
        Evidence? issued = null;
        await foreach (var named in NamedAsync(product, cancellation).Where(n => TagOf(n.Evidence) == tag))
            issued = (await AboutAsync(product, named.Evidence, cancellation)).LastOrDefault(e => e.Kind == ReleaseEvidence.PassportIssued) ?? issued;
        return issued?.Payload is { } digest ? await payloads.GetAsync(product, digest, cancellation) : null;
    }

    private async Task<ReleaseView> ViewAsync(ProductId product, Evidence named, bool withTree, CancellationToken cancellation)
    {
        var about = await AboutAsync(product, named, cancellation);
        var decided = about.LastOrDefault(e => e.Kind == ReleaseEvidence.Decided);
        var tree = withTree && decided?.Payload is { } digest ? await payloads.GetAsync(product, digest, cancellation) : null;
        return new ReleaseView(
            TagOf(named),
            CommitOf(named),
            named.Time,
            VerdictOf(decided),
            decided?.Summary,
            about.Any(e => e.Kind == ReleaseEvidence.PassportIssued),
            tree is null ? null : Json.Read<VerdictNode>(tree))
        {
            Condemned = [.. about.Where(e => e is { Kind: "antivirus.condemned", Summary: not null }).Select(e => e.Summary!)],
        };
    }

    private IAsyncEnumerable<LedgerEntry> NamedAsync(ProductId product, CancellationToken cancellation) =>
        ledger.FindAsync(product, Subject.Product(product), cancellation).Where(e => e.Evidence.Kind == ReleaseEvidence.Named);

    private async Task<List<Evidence>> AboutAsync(ProductId product, Evidence named, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Release(TagOf(named), CommitOf(named)), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);

    private static Verdict? VerdictOf(Evidence? decided) =>
        Enum.TryParse<Verdict>(decided?.Details?["verdict"]?.GetValue<string>(), out var verdict) ? verdict : null;

    private static string TagOf(Evidence named) => named.Details!["tag"]!.GetValue<string>();

    private static CommitSha CommitOf(Evidence named) => CommitSha.Parse(named.Details!["commit"]!.GetValue<string>());
}
