using System.Text.Json.Nodes;
using Steward.Ledger;

namespace Steward.Gates;

/// <summary>
/// A person's word that a commit may be released: evidence of kind <c>approval.given</c> about the commit, with the details <c>by</c> and <c>level</c>
/// (what the person was allowed to do at that moment); <c>approval.withdrawn</c> takes back what the person said before.
/// </summary>
/// <param name="By">Who: <c>github:login</c>, <c>token:name</c>.</param>
/// <param name="At">When.</param>
/// <param name="Level">What the person was allowed to do then; null in evidence from before this was kept.</param>
/// <param name="IsWithdrawal">True when it takes back.</param>
public sealed record Approval(string By, DateTimeOffset At, string? Level, bool IsWithdrawal)
{
    /// <summary>The kind of evidence of an approval.</summary>
    public const string Kind = "approval.given";

    /// <summary>The kind of evidence of one that is taken back.</summary>
    public const string Withdrawn = "approval.withdrawn";

    /// <summary>The details of the evidence.</summary>
    public static JsonObject Details(string by, string level) => new() { ["by"] = by, ["level"] = level };

    /// <summary>Reads what evidence says of approval; null when it is about something else.</summary>
    public static Approval? From(Evidence evidence) => evidence.Kind is Kind or Withdrawn
        ? new Approval(evidence.Actor, evidence.Time, LevelOf(evidence), evidence.Kind == Withdrawn)
        : null;

    private static string? LevelOf(Evidence evidence) =>
        evidence.Details?["level"] is JsonValue value && value.TryGetValue<string>(out var level) ? level : null;
}
