using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>In how many shards a set is run, and who says something else.</summary>
/// <param name="Number">The number; 1: it is not sharded.</param>
/// <param name="Disagreement">A sentence that names who says what; null when all agree.</param>
internal sealed record ShardCount(int Number, string? Disagreement)
{
    /// <summary>What policy, announcements and reports say together.</summary>
    /// <remarks>
    /// Jobs of a workflow come into being one after the other, and one of them may run several shards: their number is the least there must be.
    /// </remarks>
    public static ShardCount Of(TestSet set, IEnumerable<ResultsEvidence> reports, IReadOnlyList<AnnouncedEvidence> announced)
    {
        var said = new List<(string Who, int Number)>();
        if (set.Shards is { } policy) said.Add(("the policy says", policy));
        said.AddRange(announced.Where(a => !a.IsOfWorkflow).Select(a => a.Shards).OfType<int>().Distinct().Order().Select(n => ("an announcement says", n)));
        said.AddRange(reports.Select(r => r.Shards).OfType<int>().Distinct().Order().Select(n => ("reports say", n)));
        var jobs = announced.Where(a => a.IsOfWorkflow).Select(a => a.Shards).Max() ?? 1;
        if (said.Count == 0) return new ShardCount(jobs, null);
        if (jobs > said.Max(s => s.Number)) said.Add(("the workflow has jobs for", jobs));
        var agree = said.All(s => s.Number == said[0].Number);
        return new ShardCount(said[0].Number, agree ? null : Sentence(said));
    }

    private static string Sentence(List<(string Who, int Number)> said)
    {
        var named = said.DistinctBy(s => s.Number).Select(s => $"{s.Who} {s.Number}").ToList();
        return $"It is not clear how many shards there are: {Texts.Some(named, 4)}. What is recorded of a commit stays: make them agree from the next commit on, so that every one of them is awaited, or have this one waived.";
    }
}
