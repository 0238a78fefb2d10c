using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What stands in the ledger of the access repository about access. Subjects: the product, and the commit for <see cref="Checked"/>.</summary>
public static class AccessEvidence
{
    /// <summary>The file at a commit was read.</summary>
    public const string Checked = "access.checked";

    /// <summary>What is to be was compared with what is; payload: <see cref="PlannedAccess"/>.</summary>
    public const string Planned = "access.planned";

    /// <summary>A person approved a plan's digest.</summary>
    public const string Approved = "access.approved";

    /// <summary>A plan was carried out and looked at again; payload: <see cref="AppliedAccess"/>.</summary>
    public const string Applied = "access.applied";

    /// <summary>The file at the head could not be used: the one before stayed in force. Details: commit.</summary>
    public const string Unusable = "access.unusable";

    /// <summary>The commit of the file that a plan was made with; null for other evidence.</summary>
    public static CommitSha? CommitOf(Evidence evidence) =>
        evidence.Kind is Planned or Applied && CommitSha.TryParse(Text(evidence, "commit"), out var commit) ? commit : null;

    /// <summary>A text of the details, or null.</summary>
    public static string? Text(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A number of the details; 0 where there is none.</summary>
    public static int Number(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;

    /// <summary>The texts of a list of the details.</summary>
    public static IReadOnlyList<string> List(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonArray list ? [.. list.Select(i => i!.GetValue<string>())] : [];

    /// <summary>The evidence of a plan; one and the same plan after the same evidence is told once.</summary>
    public static Evidence OfPlan(ProductId repository, PlannedAccess planned, string payload, string? before)
    {
        var (plan, subject) = (planned.Plan, Subject.Product(repository));
        return new Evidence
        {
            Id = Evidence.IdFor(Planned, subject, $"{plan.Digest} {plan.Verdict} {planned.Commit} after {before}"),
            Time = plan.At,
            Actor = "steward",
            Kind = Planned,
            Subject = subject,
            Outcome = plan.Verdict switch
            {
                PlanVerdict.InPlace => EvidenceOutcome.Pass,
                PlanVerdict.Changes => EvidenceOutcome.Info,
                PlanVerdict.Stopped => EvidenceOutcome.Fail,
                _ => EvidenceOutcome.Error,
            },
            Summary = PlanText.Summary(plan),
            Details = new JsonObject
            {
                ["commit"] = planned.Commit.ToString(), ["digest"] = plan.Digest, ["verdict"] = plan.Verdict.ToString(), ["changes"] = plan.Changes.Count,
                ["removals"] = plan.Changes.Count(c => c.IsRemoval), ["brakes"] = new JsonArray([.. plan.Brakes.Select(b => JsonValue.Create(b.Key))]),
            },
            Payload = payload,
        };
    }
}

/// <summary>A plan, and the commit of the file that it was made with.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Plan">The plan.</param>
public sealed record PlannedAccess(CommitSha Commit, AccessPlan Plan)
{
    /// <summary>The evidence of the approval that lets it through; null: none does, or it is applied automatically.</summary>
    public string? Approval { get; init; }
}

/// <summary>What carrying a plan out came to.</summary>
/// <param name="Commit">The commit of the file.</param>
/// <param name="Digest">The plan's digest.</param>
/// <param name="Done">The changes that are in place now.</param>
/// <param name="Left">Those that are not, with why.</param>
public sealed record AppliedAccess(CommitSha Commit, string Digest, IReadOnlyList<AccessChange> Done, IReadOnlyList<LeftChange> Left)
{
    /// <summary>The evidence of the approval, or null.</summary>
    public string? Approval { get; init; }

    /// <summary>What was left because a system did not answer: the approval holds on for it.</summary>
    [JsonIgnore]
    public IEnumerable<AccessChange> Silent => Left.Where(l => l.IsSilent).Select(l => l.Change);
}

/// <summary>A change that was not made.</summary>
/// <param name="Change">The change.</param>
/// <param name="Problem">Why, one sentence.</param>
public sealed record LeftChange(AccessChange Change, string Problem)
{
    /// <summary>True when the system did not answer: nobody has refused it.</summary>
    public bool IsSilent { get; init; }
}
