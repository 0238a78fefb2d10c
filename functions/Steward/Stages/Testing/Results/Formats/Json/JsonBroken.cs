using System.Text.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>Says what is wrong with JSON and where, without repeating what stands there.</summary>
internal static class JsonBroken
{
    public static ReportBrokenException Of(JsonException broken) =>
        new($"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: {What(broken.Message)}", broken);

    // The messages of the parser quote characters of the file; the kinds that people meet are told in words of our own.
    private static string What(string message) => message switch
    {
        _ when message.Contains("maximum configured depth", StringComparison.Ordinal) => $"it is nested more than {ReportLimits.MaxDepth} deep",
        _ when message.Contains("end of data", StringComparison.Ordinal) || message.Contains("zero depth", StringComparison.Ordinal)
            || message.Contains("Expected end of string", StringComparison.Ordinal) || message.Contains("no more data", StringComparison.Ordinal) => "the file ends inside a value",
        _ => "this is not valid JSON",
    };
}
