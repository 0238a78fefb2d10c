using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Gates;

/// <summary>
/// A person's word that something Missing or failing is let through until a date: evidence of kind <c>waiver.granted</c> about the commit or
/// the product, with the details <c>path</c>, <c>until</c> (ISO 8601; without an offset: UTC), <c>reason</c> and <c>by</c>.
/// </summary>
/// <param name="Path">What is waived, with all below it: <c>testing/results/unit</c>.</param>
/// <param name="Until">Its end; null when the evidence has no readable one, and then it does not count.</param>
/// <param name="By">Who granted it.</param>
/// <param name="Reason">Why.</param>
public sealed record Waiver(string Path, DateTimeOffset? Until, string By, string Reason)
{
    /// <summary>The kind of the evidence.</summary>
    public const string Kind = "waiver.granted";

    /// <summary>True for a path (from the stage on) at or below the waiver's.</summary>
    public bool Covers(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');

    /// <summary>The details of the evidence.</summary>
    public JsonObject ToDetails() => new()
    {
        ["path"] = Path, ["until"] = Until?.ToString("O", CultureInfo.InvariantCulture), ["by"] = By, ["reason"] = Reason,
    };

    /// <summary>Reads a waiver from evidence; null when it is about something else or names no path.</summary>
    public static Waiver? From(Evidence evidence)
    {
        if (evidence.Kind != Kind || TextOf(evidence, "path") is not { Length: > 0 } path) return null;
        var by = TextOf(evidence, "by") ?? evidence.Actor;
        return new Waiver(Relative(path), ReadUntil(TextOf(evidence, "until")), Texts.Clip(by, 100), Texts.Clip(TextOf(evidence, "reason") ?? "no reason given", 300));
    }

    // People copy paths out of the tree (change/testing/...), or write them from the stage on.
    private static string Relative(string path) =>
        path.StartsWith($"{Gate.Root}/", StringComparison.Ordinal) ? path[(Gate.Root.Length + 1)..] : path;

    private static string? TextOf(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? ReadUntil(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var until) ? until : null;
}
