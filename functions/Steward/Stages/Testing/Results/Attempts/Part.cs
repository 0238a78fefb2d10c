using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>A part of a test set that has to report: one of its shards, or the whole set where it has none.</summary>
/// <param name="Number">The shard, from 1; 0: reports of a sharded set that name none.</param>
/// <param name="Count">The number of shards; 1: the part is the whole set.</param>
/// <param name="Attempts">What has come of it, the newest attempt first.</param>
/// <param name="Announced">What was announced of it.</param>
internal sealed record Part(int Number, int Count, IReadOnlyList<Attempt> Attempts, IReadOnlyList<AnnouncedEvidence> Announced)
{
    /// <summary>The newest complete attempt, or null.</summary>
    public Attempt? Complete { get; } = Attempts.FirstOrDefault(a => a.IsComplete);

    /// <summary>The newest attempt that was announced; 0: only the policy announces it.</summary>
    public int Newest { get; } = Announced.Select(a => a.Attempt).DefaultIfEmpty(0).Max();

    /// <summary>True when its newest announced attempt, or a newer one, has come completely.</summary>
    public bool HasCome => Complete is not null && Complete.Number >= Newest;

    /// <summary>The part's name, or null for the whole set.</summary>
    public string? Name => Count == 1 ? null : $"shard {Number} of {Count}";

    /// <summary>What was announced of its newest attempt.</summary>
    public IEnumerable<AnnouncedEvidence> OfNewest => Announced.Where(a => a.Attempt == Newest);

    /// <summary>The parts of a set.</summary>
    public static IReadOnlyList<Part> Of(SetFacts facts, int count)
    {
        var reports = facts.Reports.ToLookup(r => count == 1 ? 1 : r.Shard);
        return [.. Enumerable.Range(1, count).Select(number => Make(number, count, reports[number], facts.Announced))];
    }

    /// <summary>The reports of a sharded set that name no shard; null when there are none.</summary>
    public static Part? Stray(SetFacts facts, int count)
    {
        var reports = facts.Reports.Where(r => count > 1 && r.Shard is null).ToList();
        return reports.Count == 0 ? null : Make(0, count, reports, []);
    }

    private static Part Make(int number, int count, IEnumerable<ResultsEvidence> reports, IReadOnlyList<AnnouncedEvidence> announced)
    {
        var ours = announced.Where(a => a.Covers(number)).ToList();
        var cut = ours.Where(a => a.IsCut).ToLookup(a => a.Attempt, a => a.Reason);
        var attempts = reports.GroupBy(r => r.Attempt).OrderByDescending(g => g.Key)
            .Select(g => new Attempt(g.Key, [.. g]) { Cut = cut[g.Key].Order(StringComparer.Ordinal).FirstOrDefault() });
        return new Part(number, count, [.. attempts], ours);
    }
}
