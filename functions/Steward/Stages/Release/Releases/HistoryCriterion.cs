using System.Globalization;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases;

/// <summary>What a later release needs of a change: every commit and file that came with it is in the ledger.</summary>
public sealed class HistoryCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "history";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(ChangeEvidence.Received) is not { } received)
            return new VerdictNode(Name, Verdict.Missing, "The change was not recorded: nothing says which commits and files it brought.");
        var what = $"{Count(received, "commit")}, {Count(received, "file")} and {Count(received, "hunk")}";
        return received.Details?["complete"]?.GetValue<bool>() == true
            ? new VerdictNode(Name, Verdict.Pass, $"{what} of this change can be traced.")
            : new VerdictNode(Name, Verdict.Fail, $"Only {what} of this change can be traced: it brought more commits than can be followed one by one.");
    }

    private static string Count(Evidence received, string what) =>
        Texts.Count(long.TryParse(received.Details?[what + "s"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, what);
}
