using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Release.Tracing;

/// <summary>Answers which releases contain an evidence's subject, a commit, the content of a file, or a dependency.</summary>
public sealed class ReleaseTracer(ISourceCatalog sources, ILedger ledger, ChainCollector collector, ReleaseFinder finder, DependencyFinder dependencies)
{
    /// <summary>The answer. NotFound for an evidence or a commit that is not there.</summary>
    public async Task<ReleasesTrace> TraceAsync(ProductId product, TraceQuestion question, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(product, cancellation);
        var releases = (await ProductEvidence.ReadAsync(collector, product, cancellation)).Releases;
        var asked = new Asked(source, product, releases);
        var trace = question switch
        {
            { Evidence: { } index } => await OfEvidenceAsync(asked, index, cancellation),
            { Commit: { } commit } => await OfCommitAsync(asked, commit, cancellation),
            { Blob: { } blob } => await OfBlobAsync(asked, blob, cancellation),
            _ => await OfDependencyAsync(asked, question.Dependency!, cancellation),
        };
        trace = trace with { Releases = await finder.WithPassportsAsync(product, trace.Releases, cancellation) };
        return trace with { Sentence = trace.Sentence.Length > 0 ? trace.Sentence : TextOf(trace) };
    }

    private async Task<ReleasesTrace> OfEvidenceAsync(Asked asked, long index, CancellationToken cancellation)
    {
        var entry = await ledger.ReadAsync(asked.Product, index, 1, cancellation).FirstOrDefaultAsync(cancellation)
            ?? throw StewardException.NotFound($"The ledger of {asked.Product} has no entry {index}. 'steward status' and the dashboard name those that are there.");
        var subject = entry.Evidence.Subject;
        var trace = subject.Kind switch
        {
            "commit" => await OfCommitAsync(asked, subject.Id, cancellation),
            "blob" when CommitSha.TryParse(subject.Id, out var blob) => await OfBlobAsync(asked, blob, cancellation),
            "release" => await OfReleaseAsync(asked, subject.Id, cancellation),
            _ => new ReleasesTrace(asked.Product, subject.ToString(), []) { Sentence = $"Entry {index} is about {subject}, which no release contains: it is not a part of the code." },
        };
        return trace with { About = subject.ToString(), Evidence = entry };
    }

    private static async Task<ReleasesTrace> OfCommitAsync(Asked asked, string commit, CancellationToken cancellation)
    {
        var sha = await asked.Source.ResolveAsync(commit, cancellation)
            ?? throw StewardException.NotFound($"{asked.Product} has no commit '{Texts.Clip(commit, 80)}'.");
        return new ReleasesTrace(asked.Product, Subject.Commit(sha).ToString(), await ReleaseFinder.OfCommitAsync(asked.Source, sha, asked.Releases, cancellation));
    }

    private static async Task<ReleasesTrace> OfReleaseAsync(Asked asked, string release, CancellationToken cancellation)
    {
        // TAG@SHA; errors of a release whose tag nobody knew are about TAG alone.
        var at = release.LastIndexOf('@');
        var commit = at > 0 ? release[(at + 1)..] : asked.Releases.LastOrDefault(r => r.Tag == release)?.Commit.ToString();
        return await OfCommitAsync(asked, commit ?? release, cancellation);
    }

    private static async Task<ReleasesTrace> OfBlobAsync(Asked asked, CommitSha blob, CancellationToken cancellation)
    {
        var (found, unknown) = await ReleaseFinder.OfBlobAsync(asked.Source, blob, asked.Newest, cancellation);
        return new ReleasesTrace(asked.Product, Subject.Blob(blob).ToString(), found) { Unknown = unknown, CutOff = asked.CutOff };
    }

    private async Task<ReleasesTrace> OfDependencyAsync(Asked asked, string name, CancellationToken cancellation)
    {
        var (found, unknown) = await dependencies.FindAsync(asked.Product, name, asked.Newest, cancellation);
        var releases = found.Values.SelectMany(r => r).Distinct().OrderBy(r => r.Index);
        return new ReleasesTrace(asked.Product, $"dependency:{name}", [.. releases])
        {
            Dependencies = [.. found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new TracedDependency(f.Key, [.. f.Value.Select(r => r.Tag)]))],
            Unknown = unknown,
            CutOff = asked.CutOff,
        };
    }

    private static string TextOf(ReleasesTrace trace)
    {
        var what = Texts.Clip(trace.About, 120);
        var unknown = trace.Unknown.Count == 0 ? "" : $" Of {Texts.Some(trace.Unknown)} it cannot be told: nothing is known of what is in {(trace.Unknown.Count == 1 ? "it" : "them")}.";
        return trace.Releases.Count == 0
            ? $"No release is known to contain {what}.{unknown}"
            : $"{Texts.Count(trace.Releases.Count, "release")} {(trace.Releases.Count == 1 ? "contains" : "contain")} {what}: {Texts.Some([.. trace.Releases.Select(r => r.Tag)], 5)}.{unknown}";
    }

    private sealed record Asked(ISource Source, ProductId Product, IReadOnlyList<TracedRelease> Releases)
    {
        public IReadOnlyList<TracedRelease> Newest => [.. Releases.TakeLast(ReleaseFinder.MaxLooked)];

        public string? CutOff => Releases.Count <= ReleaseFinder.MaxLooked ? null : $"The newest {ReleaseFinder.MaxLooked} of {Releases.Count} releases were looked into.";
    }
}
