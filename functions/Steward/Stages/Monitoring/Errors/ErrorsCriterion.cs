using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Monitoring.Errors;

/// <summary>Shows, beside a change, what the newest release's errors say. Errors of what is released already are no verdict on what is not yet.</summary>
public sealed class ErrorsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Monitoring;

    /// <inheritdoc/>
    public string Name => "errors";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts) => new(Name, Verdict.NotNeeded, ReasonOf(facts.Latest(ErrorsEvidence.Kind, Subject.Product(facts.Product))));

    private static string ReasonOf(Evidence? newest)
    {
        if (newest?.Details is not { } details) return "This change is not released, and no errors have been reported for a release yet.";
        var told = ErrorsEvidence.Read(details);
        var release = $"Release {told.Release}";
        if (told.Since is null) return $"This change is not released. {release} reported {Texts.Count(told.Groups, "error group")}; there is no release before it to compare with.";
        return told.New == 0
            ? $"This change is not released. {release} reported no error group that {told.Since} did not have."
            : $"This change is not released. {release} reported {Texts.Count(told.New, "error group")} that {told.Since} did not have: {Texts.Some(told.NewIds)}.";
    }
}
