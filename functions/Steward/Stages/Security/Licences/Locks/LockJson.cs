using System.Text.Json;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Opens a lock file as a bounded JSON document; what is wrong becomes a sentence with its place.</summary>
internal static class LockJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512, AllowTrailingCommas = false };

    /// <summary>Opens the bytes and hands the root to a reader.</summary>
    public static LockReading Open(ReadOnlyMemory<byte> content, Func<JsonElement, LockReading> read)
    {
        if (content.Length > LockReaders.MaxBytes) return LockReading.Broken($"The lock file has more than {LockReaders.MaxBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(content), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : LockReading.Broken($"A JSON object is expected, not {KindOf(document.RootElement)}.");
        }
        catch (JsonException broken)
        {
            return LockReading.Broken(
                $"The lock file is not valid JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}. Restore it, or lock again.");
        }
        catch (InvalidOperationException)
        {
            // The reader decodes texts late: this is what it throws for half a surrogate pair or for bytes that are not UTF-8.
            return LockReading.Broken("The lock file has text that is not valid Unicode. Restore it, or lock again.");
        }
    }

    /// <summary>A property that is a JSON object, or null.</summary>
    public static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>A property that is a text, or null.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    /// <summary>True when a property is there and true.</summary>
    public static bool Flag(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A property that is a whole number, or null.</summary>
    public static int? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>The entries of an object; of anything else none.</summary>
    public static IEnumerable<JsonProperty> EntriesOf(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    /// <summary>The entries of an object below a name; none when there is none.</summary>
    public static IEnumerable<JsonProperty> EntriesOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? EntriesOf(value) : [];

    /// <summary>The keys of an object below a name; none when there is none.</summary>
    public static IEnumerable<string> NamesIn(JsonElement parent, string name) => EntriesOf(parent, name).Select(e => e.Name);

    /// <summary>The texts of a list below a name; none when there is none.</summary>
    public static IEnumerable<string> TextsIn(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!) : [];

    /// <summary>The items of a list below a name; none when there is none.</summary>
    public static IEnumerable<JsonElement> ItemsOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A kind of JSON value, for messages.</summary>
    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Object => "an object",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
}
