using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases.Baselines;

/// <summary>
/// A history from before Steward that a person took over as it was, for the first release: its commits were not processed one by one, and nobody says they were. Its files are
/// held against the processors like all others.
/// </summary>
/// <param name="Commit">Its last commit.</param>
/// <param name="By">Who took it over.</param>
/// <param name="At">When.</param>
/// <param name="Commits">How many commits it has.</param>
/// <param name="Reason">Why.</param>
/// <param name="Index">The entry of the ledger that says so; -1 where somebody only asks what would be.</param>
public sealed record Baseline(CommitSha Commit, string By, DateTimeOffset At, int Commits, string Reason, long Index)
{
    /// <summary>The kind of evidence, about the product; details: commit, commits, level, reason.</summary>
    public const string Kind = "baseline.taken";

    /// <summary>Commits are counted so far.</summary>
    public const int MaxCounted = 20_000;

    /// <summary>The level that it takes.</summary>
    public const AccessLevel Level = AccessLevel.Administer;

    /// <summary>It all, as the end of a sentence.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture, $"taken over as it was by {By} on {At.UtcDateTime:yyyy-MM-dd}: {Texts.Count(Commits, "commit")}{(Commits >= MaxCounted ? " or more" : "")} up to {Commit.Abbreviated} (ledger entry {Index}; {Reason})");

    /// <summary>What evidence says; null for other evidence, and for what was said below the level.</summary>
    public static Baseline? From(LedgerEntry entry)
    {
        var (evidence, details) = (entry.Evidence, entry.Evidence.Details);
        if (evidence.Kind != Kind || AccessLevels.Read(Text(details, "level")) is not { } level || level < Level) return null;
        return CommitSha.TryParse(Text(details, "commit"), out var commit)
            ? new Baseline(commit, evidence.Actor, evidence.Time, details?["commits"]?.GetValue<int>() ?? 0, Text(details, "reason") ?? "", entry.Index)
            : null;
    }

    /// <summary>The details of the evidence.</summary>
    internal static JsonObject Details(CommitSha commit, int commits, string reason) =>
        new() { ["commit"] = commit.ToString(), ["commits"] = commits, ["level"] = Level.Word(), ["reason"] = reason };

    private static string? Text(JsonObject? details, string key) => details?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>What is taken over.</summary>
/// <param name="Commit">The last commit of the history: a sha, branch or tag.</param>
/// <param name="Reason">Why. It is kept for good: no personal text.</param>
public sealed record BaselineRequest(string? Commit, string? Reason);
