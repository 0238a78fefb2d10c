using System.Text.Json;

namespace Steward.TestKit.Engine.Histories;

/// <summary>Whether what is asked for now is what was asked for then.</summary>
internal static class HistoryShape
{
    /// <summary>What does not fit, as a sentence; null: all does. Values may differ and fields may be added; a field that was there must stay.</summary>
    public static string? BreakOf(HistoryEntry? then, HistoryEntry now)
    {
        if (then is null) return $"Step {now.Number}: it now asks for {now}, where its history has no further step.";
        if ((then.Kind, then.Name) != (now.Kind, now.Name)) return $"Step {now.Number}: it now asks for {now}, where its history has {then}.";
        var gone = PathsOf(then.Value, "").Except(PathsOf(now.Value, ""), StringComparer.Ordinal).ToList();
        return gone.Count == 0 ? null : $"Step {now.Number}: {now} is no longer given {string.Join(", ", gone)}.";
    }

    /// <summary>The same for what it ends with.</summary>
    public static string? BreakOfOutput(JsonElement? then, JsonElement? now)
    {
        var gone = PathsOf(then, "").Except(PathsOf(now, ""), StringComparer.Ordinal).ToList();
        return gone.Count == 0 ? null : $"Its output no longer has {string.Join(", ", gone)}.";
    }

    private static IEnumerable<string> PathsOf(JsonElement? value, string path) => value switch
    {
        { ValueKind: JsonValueKind.Object } o => o.EnumerateObject().SelectMany(p => PathsOf(p.Value, $"{path}.{p.Name}").Prepend($"{path}.{p.Name}")),
        { ValueKind: JsonValueKind.Array } a => a.EnumerateArray().SelectMany(item => PathsOf(item, $"{path}[]")).Distinct(StringComparer.Ordinal),
        null => [],
        { } simple => [$"{path} ({KindOf(simple.ValueKind)})"],
    };

    private static string KindOf(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : kind.ToString();
}
