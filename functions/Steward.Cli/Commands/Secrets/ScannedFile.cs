using System.Text.Json.Serialization;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Cli.Commands.Secrets;

/// <summary>One file as <c>steward secrets scan</c> shows it.</summary>
internal sealed record ScannedFile(string File, IReadOnlyList<ShownFinding> Findings)
{
    /// <summary>Why it could not be read; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Problem { get; init; }

    /// <summary>How many bytes were read.</summary>
    [JsonIgnore]
    public long Bytes { get; init; }

    /// <summary>True when something more than a hint was found.</summary>
    [JsonIgnore]
    public bool HasSecret { get; init; }

    public static ScannedFile Of(string file, SecretScan scan, long bytes) =>
        new(file, [.. scan.Findings.Select(ShownFinding.Of)]) { Problem = scan.Problem, Bytes = bytes, HasSecret = scan.Sure > 0 };
}

/// <summary>A finding: its place, never what stands there. In a binary file the line is 0 and the column the byte, from 0.</summary>
internal sealed record ShownFinding(string Rule, string Title, int Line, long Column, int Length, string Certainty)
{
    public static ShownFinding Of(SecretFinding finding) => new(
        finding.Rule, SecretScanner.Rules[finding.Rule], finding.Line, finding.Column, finding.Length, $"{finding.Certainty}".ToLowerInvariant());
}
