using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>A plan as the API and the command line show it.</summary>
/// <param name="Digest">What an approval names.</param>
/// <param name="Verdict">One of <c>inPlace</c>, <c>changes</c>, <c>stopped</c>, <c>unknown</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Changes">The changes in the order in which they are made.</param>
/// <param name="Brakes">The brakes, also overridden ones.</param>
/// <param name="Notes">What to know beside.</param>
public sealed record PlanAnswer(
    string Digest, string Verdict, string Summary, IReadOnlyList<ChangeAnswer> Changes, IReadOnlyList<Brake> Brakes, IReadOnlyList<PlanNote> Notes)
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The commit of the file; null: a file that is in no repository.</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>The systems that could not be read.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>What approving it settles beside the changes, one sentence each; none where the file is settled as it is, or without a server.</summary>
    public IReadOnlyList<string> Settles { get; init; } = [];

    /// <summary>What is shown of a plan.</summary>
    public static PlanAnswer Of(AccessPlan plan, CommitSha? commit) =>
        new(plan.Digest, Word(plan.Verdict.ToString()), PlanText.Summary(plan), [.. plan.Changes.Select(ChangeAnswer.Of)], plan.Brakes, plan.Notes)
        {
            At = plan.At, Commit = commit, Unknown = plan.Unknown,
        };

    internal static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <summary>A change as it is shown.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind of grant.</param>
/// <param name="Subject">The account.</param>
/// <param name="Target">What it is a permission to.</param>
/// <param name="From">The right that is there, or null.</param>
/// <param name="To">The right that is to be, or null.</param>
/// <param name="Reason">Who, and because of what.</param>
/// <param name="Action">One of <c>grant</c>, <c>raise</c>, <c>lower</c>, <c>revoke</c>.</param>
/// <param name="Person">The person's key, or null.</param>
/// <param name="Held">True when a brake holds it.</param>
public sealed record ChangeAnswer(
    string System, string Kind, string Subject, string Target,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? To,
    string Reason, string Action, string? Person, bool Held)
{
    /// <summary>Why it is never made without a person's approval; null: the file may have it made automatically.</summary>
    public string? Asks { get; init; }

    /// <summary>What is shown of a change.</summary>
    public static ChangeAnswer Of(AccessChange change) => new(
        change.System, change.Kind, change.Subject, change.Target, change.From, change.To, change.Reason, PlanAnswer.Word(change.Action.ToString()), change.Person, change.IsHeld) { Asks = change.Asks };
}
