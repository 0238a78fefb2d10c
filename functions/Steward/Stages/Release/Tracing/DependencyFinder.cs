using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>Finds the releases that have a dependency, by what was scanned of their commits.</summary>
public sealed class DependencyFinder(ChainCollector collector, IPayloadStore payloads)
{
    private const string Scanned = "licences.scanned";
    private const int ScansAtOnce = 8;

    /// <summary>The dependencies of some releases that fit a name, by id, and the releases of which nothing was scanned.</summary>
    public async Task<(IReadOnlyDictionary<string, IReadOnlyList<TracedRelease>> Found, IReadOnlyList<string> Unknown)> FindAsync(
        ProductId product, string asked, IReadOnlyList<TracedRelease> releases, CancellationToken cancellation)
    {
        var about = await collector.AboutAsync(product, releases.Select(r => Subject.Commit(r.Commit)), cancellation);
        var digests = releases.ToDictionary(r => r, r => about[Subject.Commit(r.Commit)].LastOrDefault(e => e.Evidence is { Kind: Scanned, Payload: not null })?.Evidence.Payload);
        var scans = new ConcurrentDictionary<string, IReadOnlyList<string>?>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ScansAtOnce, CancellationToken = cancellation };
        // Releases between which no lock file changed have the same scan: it is read once.
        await Parallel.ForEachAsync(digests.Values.OfType<string>().Distinct(StringComparer.Ordinal), options, async (digest, stop) =>
            scans[digest] = await ReadAsync(product, digest, asked, stop));
        var found = releases.SelectMany(r => (digests[r] is { } d ? scans[d] ?? [] : []).Select(id => (Id: id, Release: r)))
            .GroupBy(f => f.Id, f => f.Release, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<TracedRelease>)[.. g], StringComparer.Ordinal);
        return (found, [.. releases.Where(r => digests[r] is not { } d || scans[d] is null).Select(r => r.Tag)]);
    }

    private async Task<IReadOnlyList<string>?> ReadAsync(ProductId product, string digest, string asked, CancellationToken cancellation) =>
        await payloads.GetAsync(product, digest, cancellation) is { } payload && Json.Read<Scan>(payload).Dependencies is { } pinned
            ? [.. pinned.Select(p => p.Id).OfType<Package>().Where(p => p.Fits(asked)).Select(p => p.Id).Distinct(StringComparer.Ordinal)]
            : null;

    // What is needed of the payload of another stage's evidence.
    private sealed record Scan(IReadOnlyList<Pinned>? Dependencies);

    private sealed record Pinned(Package? Id);

    private sealed record Package(string? Ecosystem, string? Name, string? Version)
    {
        public string Id => $"{Ecosystem}:{Name}@{Version}";

        // NAME, NAME@VERSION, and either with ECOSYSTEM: before it; the registries do not let names differ by case alone.
        public bool Fits(string asked) => new[] { Name, $"{Name}@{Version}", $"{Ecosystem}:{Name}", Id }.Contains(asked, StringComparer.OrdinalIgnoreCase);
    }
}
