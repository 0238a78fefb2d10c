using System.Text.Json;

namespace Steward.Intake.Parsing;

/// <summary>Goes through a payload once and keeps the wanted fields. Memory does not grow with the payload; depth is bounded.</summary>
internal static class PayloadScanner
{
    private const int MaxText = 2000;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The captured values by slot.</summary>
    /// <exception cref="PayloadException">It is not JSON, no object, or a wanted field is no text that can be kept.</exception>
    public static FieldValue[] Scan(ReadOnlySpan<byte> json, FieldTree wanted, int slots)
    {
        var reader = new Utf8JsonReader(json, Strict);
        var values = new FieldValue[slots];
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new PayloadException("The payload must be a JSON object.");
            ScanObject(ref reader, wanted, values);
            reader.Read();
        }
        catch (JsonException failure)
        {
            throw new PayloadException($"The payload is not valid JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}).");
        }

        return values;
    }

    private static void ScanObject(ref Utf8JsonReader reader, FieldTree at, FieldValue[] values)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Find(ref reader, at.Children);
            reader.Read();
            if (field is null) reader.Skip();
            else Take(ref reader, field, values);
        }
    }

    private static FieldTree? Find(ref Utf8JsonReader reader, IReadOnlyList<FieldTree> fields)
    {
        for (var i = 0; i < fields.Count; i++)
            if (reader.ValueTextEquals(fields[i].Name)) return fields[i];
        return null;
    }

    private static void Take(ref Utf8JsonReader reader, FieldTree field, FieldValue[] values)
    {
        if (field.Slot >= 0) values[field.Slot] = new FieldValue(reader.TokenType, TextOf(ref reader, field));
        if (reader.TokenType == JsonTokenType.StartObject) ScanObject(ref reader, field, values);
        else reader.Skip();
    }

    private static string? TextOf(ref Utf8JsonReader reader, FieldTree field)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return null;
        if (reader.ValueSpan.Length > MaxText) throw new PayloadException($"{field.Path} has more than {MaxText} bytes.");
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
        }
        catch (InvalidOperationException)
        {
            // The reader checks UTF-8 and surrogates only when a text is asked for.
            throw new PayloadException($"{field.Path} is not valid Unicode text.");
        }
    }
}

/// <summary>A captured value.</summary>
/// <param name="Kind">What stands there; None when nothing does.</param>
/// <param name="Text">The text of a string or number.</param>
internal readonly record struct FieldValue(JsonTokenType Kind, string? Text);

/// <summary>A payload that cannot be read, with the sentence that says why.</summary>
internal sealed class PayloadException(string sentence) : Exception(sentence);
