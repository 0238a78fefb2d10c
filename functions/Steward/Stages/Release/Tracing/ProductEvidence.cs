using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Tracing;

/// <summary>What a trace reads from the evidence about the product: its releases, the machines of that time, and errors.</summary>
/// <param name="Entries">All evidence about the product, in the order of the ledger.</param>
internal sealed record ProductEvidence(IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>The releases that were ever decided, from the first on.</summary>
    public IReadOnlyList<TracedRelease> Releases { get; } = [.. Entries.Where(e => e.Evidence.Kind == ReleaseEvidence.Named).Select(Read).OfType<TracedRelease>()];

    public static async Task<ProductEvidence> ReadAsync(ChainCollector collector, ProductId product, CancellationToken cancellation) =>
        new((await collector.AboutAsync(product, [Subject.Product(product)], cancellation))[Subject.Product(product)]);

    /// <summary>The newest that each machine had reported before an entry.</summary>
    public IEnumerable<LedgerEntry> MachinesBefore(long index) => Entries
        .Where(e => e.Index < index && e.Evidence.Kind.StartsWith("environment.", StringComparison.Ordinal))
        .GroupBy(e => Text(e.Evidence.Details, "machine") ?? e.Evidence.Actor, StringComparer.Ordinal).Select(machine => machine.Last());

    /// <summary>What names a release, and what says what is new among the errors of it.</summary>
    public IEnumerable<LedgerEntry> AboutReleases(IReadOnlyCollection<TracedRelease> releases)
    {
        var (indices, tags) = (releases.Select(r => r.Index).ToHashSet(), releases.Select(r => r.Tag).ToHashSet(StringComparer.Ordinal));
        return Entries.Where(e => indices.Contains(e.Index)
            || (e.Evidence.Kind.StartsWith("errors.", StringComparison.Ordinal) && Text(e.Evidence.Details, "release") is { } tag && tags.Contains(tag)));
    }

    /// <summary>A text of an evidence's details; null when there is none.</summary>
    public static string? Text(JsonObject? details, string name) =>
        details?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static TracedRelease? Read(LedgerEntry named) =>
        Text(named.Evidence.Details, "tag") is { } tag && CommitSha.TryParse(Text(named.Evidence.Details, "commit"), out var commit)
            ? new TracedRelease(tag, commit, named.Evidence.Time, named.Index)
            : null;
}
