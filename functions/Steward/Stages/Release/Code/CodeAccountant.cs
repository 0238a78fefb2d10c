using Steward.Gates;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>Makes the report about a release's code: reads the tree, the changed lines and what the ledger knows of their blobs.</summary>
/// <param name="sources">The repository.</param>
/// <param name="index">What the ledger knows of blobs.</param>
/// <param name="registry">The processors of files.</param>
/// <param name="ofHunks">The processors of changed lines.</param>
/// <param name="time">The clock.</param>
public sealed class CodeAccountant(
    ISourceCatalog sources, ProcessedIndex index, StageRegistry registry, IEnumerable<IHunkProcessor> ofHunks, TimeProvider time)
{
    /// <summary>The report, and what was found out for it: by processors of changed lines, and the fold of the ledger where it is worth being saved.</summary>
    public async Task<(CodeReport Report, IReadOnlyList<UnrecordedEvidence> Found)> AccountAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(candidate.Request.Product, cancellation);
        var tree = await source.GetTreeAsync(candidate.Request.Commit, cancellation);
        var processors = registry.Processors.OrderBy(p => p.Scope).ToList();
        var kinds = processors.Where(p => p.Scope == ProcessorScope.Blob).Select(p => p.Kind).ToList();
        var (blobs, saved) = await index.ReadAsync(candidate.Request.Product, kinds, time.GetUtcNow(), cancellation);
        var policy = candidate.Head.Policy.Get(CodePolicy.Section);
        var special = await new SpecialEntries(source).FindAsync(tree, cancellation);
        var byDefault = processors.Where(p => p.IsAskedFor(candidate.Head.Policy)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var files = new TreeAccount(policy, processors, blobs, OfTree(candidate.Head, processors), byDefault);
        foreach (var entry in tree) files.Take(entry, special.GetValueOrDefault(entry.Path));
        var (wanting, accepted) = await SplitAsync(candidate.Head, [.. files.Found.Where(f => policy.Demands.Count == 0 || policy.Demands.Any(d => d.Processor == f.Processor)).Take(CodeReport.MaxListed)], cancellation);
        var (hunks, counts, found) = await HunksAsync(source, candidate, policy, tree, cancellation);
        var report = Report(candidate, tree, files, hunks);
        report = report with
        {
            Lines = [.. report.Lines.Select(h => WithEntries(h, processors, blobs))],
            Processors = [.. files.Counts, .. counts],
            Found = wanting,
            Accepted = accepted,
            Unknown = [.. policy.Demands.Select(d => d.Processor).Except(processors.Select(p => p.Name).Concat(ofHunks.Select(p => p.Name)), StringComparer.Ordinal)],
            Special = Special(policy, tree, special, hunks),
        };
        return (report, saved is null ? found : [.. found, saved]);
    }

    // Which evidence about its file a changed line rests on.
    private static ReleasedHunk WithEntries(ReleasedHunk hunk, List<Processor> processors, ProcessedBlobs blobs)
    {
        if (hunk.Blob.IsNone) return hunk;
        var handled = new SortedDictionary<string, string>(hunk.Handled.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        for (var i = 0; i < processors.Count && processors[i].Scope == ProcessorScope.Blob; i++)
        {
            if (blobs.Find(hunk.Blob, i) is { } newest) handled[processors[i].Name] = $"ledger entry {newest.Index}";
        }

        return hunk with { Handled = handled };
    }

    // What was found wanting is asked of its processor: an exception in the policy may let it through.
    private async Task<(List<FoundFile> Found, List<FoundFile> Accepted)> SplitAsync(GateFacts head, IReadOnlyList<FoundFile> all, CancellationToken cancellation)
    {
        var (found, accepted) = (new List<FoundFile>(), new List<FoundFile>());
        foreach (var file in all)
        {
            var evidence = await index.FindAsync(head.Product, file, cancellation);
            var processor = registry.Processors.First(p => p.Name == file.Processor);
            (evidence is not null && processor.Accepts(head, file.Path, evidence) ? accepted : found).Add(file);
        }

        return (found, accepted);
    }

    private static HashSet<string> OfTree(GateFacts head, IEnumerable<Processor> processors) => processors
        .Where(p => p.Scope == ProcessorScope.Tree && head.About(Subject.Commit(head.Commit)).Any(e => e.Kind == p.Kind && e.Outcome != EvidenceOutcome.Error))
        .Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    private async Task<(IReadOnlyList<ReleasedHunk> Hunks, IEnumerable<ProcessorCount> Counts, IReadOnlyList<UnrecordedEvidence> Found)> HunksAsync(
        ISource source, ReleaseCandidate candidate, CodePolicy policy, IReadOnlyList<TreeEntry> tree, CancellationToken cancellation)
    {
        var hunks = await new ReleasedHunks(source, candidate).ReadAsync(tree, cancellation);
        var answers = new List<(string Name, IHunkAnswers Answers)>();
        foreach (var processor in ofHunks) answers.Add((processor.Name, await processor.PrepareAsync(candidate, hunks, cancellation)));
        var account = new HunkAccount(policy, answers);
        return ([.. hunks.Select(account.Judge)], account.Counts, [.. answers.SelectMany(a => a.Answers.Findings)]);
    }

    private static CodeReport Report(ReleaseCandidate candidate, IReadOnlyList<TreeEntry> tree, TreeAccount files, IReadOnlyList<ReleasedHunk> hunks) => new()
    {
        Previous = candidate.Previous,
        TakenOver = candidate.Baseline?.Sentence,
        Commit = candidate.Request.Commit,
        Files = tree.Count,
        FilesProcessed = files.Processed,
        Hunks = hunks.Count,
        HunksProcessed = hunks.Count(h => h.Missing.Count == 0),
        Processors = [],
        LeftBy = [.. files.LeftBy],
        LeftFiles = [.. files.Left.Take(CodeReport.MaxListed)],
        Found = [],
        Lines = [.. hunks.OrderByDescending(h => h.Missing.Count > 0).Take(CodeReport.MaxListed)],
    };

    private static Dictionary<string, int> Special(
        CodePolicy policy, IReadOnlyList<TreeEntry> tree, IReadOnlyDictionary<string, SpecialEntry> special, IReadOnlyList<ReleasedHunk> hunks)
    {
        var rules = special.Values.Select(s => s.Rule)
            .Concat(tree.Where(e => policy.Generated.Has(e.Path)).Select(_ => "generated"))
            .Concat(tree.Where(e => policy.Vendored.Has(e.Path)).Select(_ => "vendored"))
            .Concat(hunks.Where(h => h.Unlined is "binary" or "deleted").Select(h => h.Unlined!));
        return rules.CountBy(r => r, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }
}
