using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>
/// The events of a stream with one JSON value a line. Lines that are none (what a test or a shell printed in between) are handed over as text
/// and noted once; a last line that is cut off breaks the report.
/// </summary>
/// <param name="lines">The lines.</param>
/// <param name="builder">Gets the notes.</param>
internal sealed class JsonLines(TextLines lines, ReportBuilder builder)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ReportLimits.MaxDepth };
    private int _foreign;
    private int _firstForeign;

    /// <summary>Hands over each event, and each line that is none.</summary>
    public void Each(Action<JsonElement> onEvent, Action<string>? onForeign = null)
    {
        while (lines.Next() is { } line)
        {
            if (lines.WasCut) builder.Incomplete($"Line {lines.Number} is longer than {TextLines.MaxLine} characters and was not read.");
            if (string.IsNullOrWhiteSpace(line)) continue;
            using var parsed = Parse(line);
            if (parsed is not null) onEvent(parsed.RootElement);
            else Foreign(line, onForeign);
        }

        if (_foreign > 0) builder.Note($"{Texts.Count(_foreign, "line is", "lines are")} no event of the stream; the first is line {_firstForeign}.");
    }

    private void Foreign(string line, Action<string>? onForeign)
    {
        if (lines.WasOpen && LooksLikeEvent(line)) throw new ReportBrokenException($"line {lines.Number}: the file ends inside an event");
        if (_foreign++ == 0) _firstForeign = lines.Number;
        onForeign?.Invoke(line);
    }

    private static JsonDocument? Parse(string line)
    {
        if (!LooksLikeEvent(line)) return null;
        try
        {
            return JsonDocument.Parse(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool LooksLikeEvent(string line) => line.AsSpan().TrimStart() is ['{' or '[', ..];
}

/// <summary>Reads members of events; what is of another kind than expected is as if it were not there.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return element.TryGetProperty(name, out var member) ? member : null;
        }
        catch (InvalidOperationException)
        {
            // The name of another member has half a character escaped; the event is one that no tool writes.
            return null;
        }
    }

    public static string? String(this JsonElement element, string name) => element.Member(name) is { } member ? JsonText.Of(member) : null;

    public static double Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var number) && double.IsFinite(number) ? number : 0;

    public static long? Whole(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number) ? number : null;

    public static bool? Boolean(this JsonElement element, string name) =>
        element.Member(name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
}
