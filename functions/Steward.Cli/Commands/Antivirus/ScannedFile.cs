using System.Text.Json.Serialization;

namespace Steward.Cli.Commands.Antivirus;

/// <summary>One file as <c>steward scan</c> shows it.</summary>
internal sealed record ScannedFile(string File, string Verdict)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Sha256 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Signature { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Engine { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EngineVersion { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SignaturesVersion { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Problem { get; init; }

    /// <summary>What the file's result means for the exit code.</summary>
    [JsonIgnore]
    public int ExitCode { get; init; }
}
