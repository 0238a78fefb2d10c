using System.Text.Json;

namespace Steward.TestKit.Programs;

/// <summary>What the command line did.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Notes">Its standard error.</param>
public sealed record ProgramRun(int Exit, string Out, string Notes)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}
