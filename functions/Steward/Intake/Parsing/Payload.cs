using System.Globalization;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Intake.Parsing;

/// <summary>The wanted fields of one payload, strict in what is needed. Messages name the field, never its value.</summary>
/// <param name="paths">The fields' paths.</param>
/// <param name="values">Their values.</param>
internal sealed class Payload(IReadOnlyList<string> paths, FieldValue[] values)
{
    /// <summary>A text that must be there, without control characters.</summary>
    public string Text(string path) => Optional(path) ?? throw new PayloadException($"{path} is missing.");

    /// <summary>A text, or null where it is absent or null.</summary>
    public string? Optional(string path)
    {
        var value = values[SlotOf(path)];
        if (value.Kind is JsonTokenType.None or JsonTokenType.Null) return null;
        if (value.Kind != JsonTokenType.String) throw new PayloadException($"{path} must be a text.");
        if (value.Text!.Length == 0 || value.Text.Any(char.IsControl)) throw new PayloadException($"{path} must not be empty nor have control characters.");
        return value.Text;
    }

    /// <summary>A text for people: empty where it is absent, control characters replaced.</summary>
    public string Label(string path)
    {
        var value = values[SlotOf(path)];
        return value.Kind == JsonTokenType.String ? Texts.Clip(value.Text!, 200) : "";
    }

    /// <summary>A whole number that must be there, not negative.</summary>
    public long Number(string path)
    {
        var value = values[SlotOf(path)];
        if (value.Kind is JsonTokenType.None or JsonTokenType.Null) throw new PayloadException($"{path} is missing.");
        if (value.Kind != JsonTokenType.Number || !long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new PayloadException($"{path} must be a whole number.");
        return number;
    }

    /// <summary>True or false; false where it is absent or null.</summary>
    public bool Flag(string path) => values[SlotOf(path)].Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.None or JsonTokenType.Null => false,
        _ => throw new PayloadException($"{path} must be true or false."),
    };

    /// <summary>A full commit sha that must be there.</summary>
    public CommitSha Sha(string path) =>
        CommitSha.TryParse(Text(path), out var sha) ? sha : throw new PayloadException($"{path} must be a full commit sha of 40 or 64 hexadecimal digits.");

    /// <summary>True where something other than null stands.</summary>
    public bool Has(string path) => values[SlotOf(path)].Kind is not (JsonTokenType.None or JsonTokenType.Null);

    private int SlotOf(string path)
    {
        for (var i = 0; i < paths.Count; i++)
            if (ReferenceEquals(paths[i], path) || paths[i] == path) return i;
        throw new InvalidOperationException($"A parser asks for {path}, which it did not list.");
    }
}
