using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Cli.Commands.Results;

/// <summary>Numbers the attempts of test sets: a set that is run again must not be added to, nor lose against, its earlier run.</summary>
internal static class Attempts
{
    /// <summary>
    /// The attempt behind the newest one that a running Steward has of a set about a commit, or the newest one that is announced and has not come; 1 for the first.
    /// </summary>
    /// <param name="client">The running Steward.</param>
    /// <param name="change">The commit.</param>
    /// <param name="set">The set.</param>
    /// <param name="shard">The shard whose attempts count: each shard has its own; null: the set as a whole.</param>
    /// <param name="cancellation">Stops asking.</param>
    public static async Task<int> NextAsync(StewardClient client, ChangeId change, string set, Shard? shard, CancellationToken cancellation)
    {
        var subject = Uri.EscapeDataString(Subject.Commit(change.Commit).ToString());
        var known = await client.GetAsync<EvidenceList>($"api/products/{change.Product}/evidence?subject={subject}", cancellation);
        var evidence = known?.Entries.Select(e => e.Evidence).ToList() ?? [];
        var reported = ResultsEvidence.In(evidence).Where(r => r.Set == set && (shard is null || r.Shard == shard.Number)).Select(r => r.Attempt);
        var announced = AnnouncedEvidence.In(evidence).Where(a => a.Set == set && (shard is null || a.Covers(shard.Number))).Select(a => a.IsAborted ? a.Attempt : a.Attempt - 1);
        return reported.Concat(announced).DefaultIfEmpty(0).Max() + 1;
    }
}
