using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results;

namespace Steward.Cli.Commands.Results;

/// <summary>Numbers the attempts of test sets: a set that is run again must not be added to, nor lose against, its earlier run.</summary>
internal static class Attempts
{
    /// <summary>The attempt behind the newest one that a running Steward has of a set about a commit; 1 for the first.</summary>
    public static async Task<int> NextAsync(StewardClient client, ChangeId change, string set, CancellationToken cancellation)
    {
        var subject = Uri.EscapeDataString(Subject.Commit(change.Commit).ToString());
        var known = await client.GetAsync<EvidenceList>($"api/products/{change.Product}/evidence?subject={subject}", cancellation);
        var ours = ResultsEvidence.In(known?.Entries.Select(e => e.Evidence) ?? []).Where(r => r.Set == set);
        return ours.Select(r => r.Attempt).DefaultIfEmpty(0).Max() + 1;
    }
}
