using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Tracing;

/// <summary>Traces a line: who wrote it, which change brought it, and every evidence about it, from the push to the errors since.</summary>
public sealed class LineTracer(ISourceCatalog sources, IProductStore products, ChainCollector collector)
{
    /// <summary>The most entries of a chain.</summary>
    public const int MaxChain = 500;

    // What was decided of a release is read for the first ones and the newest ones.
    private const int FirstReleases = 5;
    private const int NewestReleases = 15;

    /// <summary>The trace. NotFound for a path, line or ref that the repository does not have.</summary>
    public async Task<LineTrace> TraceAsync(ProductId product, TracePlace place, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(product, cancellation);
        var (reference, at) = await ResolveAsync(source, product, place.File.Ref, cancellation);
        var blaming = source.BlameAsync(at, place.File.Path, place.Line, 1, cancellation);
        var following = source.FindOriginsAsync(at, place.File.Path, place.Line, 1, cancellation);
        var reading = ProductEvidence.ReadAsync(collector, product, cancellation);
        await Task.WhenAll(blaming, following, reading);
        var (placed, origin) = ((await blaming)[0], (await following)[0]);
        var found = await LookAsync(new Traced(source, product, at, place.File.Path, origin), await reading, cancellation);
        var moved = placed.Commit == origin.Commit ? null : await LookAsync(new Traced(source, product, at, place.File.Path, placed), await reading, cancellation);
        var entries = found.Entries.Concat(moved?.Entries ?? []).DistinctBy(e => e.Index).OrderBy(e => e.Index).ToList();
        var (chain, checkpoint) = await collector.ProveAsync(product, [.. entries.Take(MaxChain)], cancellation);
        var trace = new LineTrace(product, place.File.Path, place.Line, reference, at, found.Commit, found.Change)
        {
            MovedBy = moved?.Commit, MovedWith = moved?.Change, Releases = (moved ?? found).Releases, Chain = chain, Checkpoint = checkpoint, CutOff = CutOff(entries.Count, (moved ?? found).Releases),
        };
        return trace with { Sentence = TraceText.Of(trace) };
    }

    /// <summary>The commit that a branch, tag or sha names, or the default branch's; NotFound with what to do.</summary>
    internal async Task<(string Ref, CommitSha At)> ResolveAsync(ISource source, ProductId product, string? asked, CancellationToken cancellation)
    {
        var reference = asked ?? (await products.GetAsync(product, cancellation))?.DefaultBranch ?? "HEAD";
        var at = await source.ResolveAsync(reference, cancellation)
            ?? throw StewardException.NotFound($"{product} has no branch, tag or commit '{Texts.Clip(reference, 80)}'. Name one that the repository has, with --ref.");
        return (reference, at);
    }

    private async Task<Found> LookAsync(Traced traced, ProductEvidence ofProduct, CancellationToken cancellation)
    {
        var (source, product, sha) = (traced.Source, traced.Product, traced.Origin.Commit);
        var naming = source.GetCommitsAsync(CommitSha.None, sha, 1, cancellation);
        var containing = source.FindContainingAsync(sha, [.. ofProduct.Releases.Select(r => r.Commit).Distinct()], cancellation);
        var now = source.FindEntryAsync(traced.At, traced.Path, cancellation);
        var then = source.FindEntryAsync(sha, traced.Origin.OriginalPath, cancellation);
        var reading = collector.AboutAsync(product, [Subject.Commit(sha)], cancellation);
        await Task.WhenAll(naming, containing, now, then, reading);
        var commit = (await naming).Select(c => new TracedCommit(sha, traced.Origin.OriginalPath, traced.Origin.OriginalLine, c.Title, c.Author, c.CommittedAt) { Login = c.Login }).First();
        var (heads, about) = (await containing, (await reading)[Subject.Commit(sha)]);
        var blobs = new[] { await now, await then }.OfType<TreeEntry>().Select(e => Subject.Blob(e.Blob));
        return await FollowAsync(traced, ofProduct, new Found(commit, about, [.. ofProduct.Releases.Where(r => heads.Contains(r.Commit))]), blobs, cancellation);
    }

    private async Task<Found> FollowAsync(Traced traced, ProductEvidence ofProduct, Found found, IEnumerable<Subject> blobs, CancellationToken cancellation)
    {
        var head = ChainCollector.HeadOf(found.Commit.Sha, found.Entries);
        var looked = Looked(found.Releases);
        Subject[] heads = head is { } sha && sha != found.Commit.Sha ? [Subject.Commit(sha)] : [];
        var of = looked.SelectMany(r => new[] { Subject.Release(r.Tag, r.Commit), new Subject("release", r.Tag), Subject.Commit(r.Commit) });
        var about = await collector.AboutAsync(traced.Product, heads.Concat(blobs).Concat(of), cancellation);
        var ofHead = head is { } judged && about.TryGetValue(Subject.Commit(judged), out var known) ? known : found.Entries;
        var decided = ofHead.LastOrDefault(e => e.Evidence.Kind == ChangeEvidence.Decided);
        var released = looked.Select(r => r.Commit).Where(c => c != found.Commit.Sha && c != head).Select(Subject.Commit).ToHashSet();
        // Of commits that were released with it only the deployments are about this line, too.
        var others = about.SelectMany(a => a.Value.Where(e => !released.Contains(a.Key) || TraceSteps.Of(e.Evidence.Kind) == TraceStep.Deployment));
        var around = ofProduct.AboutReleases(looked).Concat(head is null ? [] : ofProduct.MachinesBefore(decided?.Index ?? long.MaxValue));
        return found with
        {
            Change = head is { } brought ? ChangeOf(brought, ofHead, decided) : null,
            Entries = [.. found.Entries, .. others, .. around],
            Releases = [.. found.Releases.Select(r => looked.Contains(r) ? r with { Released = HasPassport(about[Subject.Release(r.Tag, r.Commit)]) } : r)],
        };
    }

    private static IReadOnlyList<TracedRelease> Looked(IReadOnlyList<TracedRelease> releases) =>
        releases.Count <= FirstReleases + NewestReleases ? releases : [.. releases.Take(FirstReleases), .. releases.TakeLast(NewestReleases)];

    private static bool HasPassport(IReadOnlyList<LedgerEntry> about) => about.Any(e => e.Evidence.Kind == ReleaseEvidence.PassportIssued);

    private static TracedChange ChangeOf(CommitSha head, IReadOnlyList<LedgerEntry> about, LedgerEntry? decided)
    {
        var push = about.FirstOrDefault(e => e.Evidence.Kind == ChangeEvidence.Received)?.Evidence;
        var verdict = Enum.TryParse<Verdict>(ProductEvidence.Text(decided?.Evidence.Details, "verdict"), out var said) ? said : (Verdict?)null;
        return new TracedChange(head, ProductEvidence.Text(push?.Details, "ref"), push?.Actor ?? "somebody", push?.Time ?? default, verdict);
    }

    private static string? CutOff(int entries, IReadOnlyList<TracedRelease> releases)
    {
        var unread = releases.Count(r => r.Released is null);
        string?[] said =
        [
            entries > MaxChain ? $"The chain has {entries} entries; the first {MaxChain} are shown." : null,
            unread > 0 ? $"{releases.Count} releases contain the line; evidence of the first {FirstReleases} and the newest {NewestReleases} is shown." : null,
        ];
        return said.Any(s => s is not null) ? string.Join(' ', said.OfType<string>()) : null;
    }

    private sealed record Traced(ISource Source, ProductId Product, CommitSha At, string Path, BlameLine Origin);

    private sealed record Found(TracedCommit Commit, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<TracedRelease> Releases)
    {
        public TracedChange? Change { get; init; }
    }
}
