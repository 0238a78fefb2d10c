using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;
using Steward.Kernel;

namespace Steward.Azure.Snapshots;

/// <summary>
/// One row as one line of JSON: <c>{"p":partition,"r":row,"v":{name:{type:value}}}</c>, properties in ordinal order, so that equal rows are equal
/// lines. Types: <c>s</c> string, <c>i</c> int32, <c>l</c> int64 (as text), <c>d</c> double (as text, so that 2.0 stays one), <c>b</c> bool,
/// <c>t</c> time (round-trip form), <c>g</c> guid, <c>x</c> binary (base64). The service's own time stamp and ETag are not part of a row.
/// </summary>
internal static class RowFormat
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line, with its end.</summary>
    public static void Write(IBufferWriter<byte> to, TableEntity row)
    {
        using (var json = new Utf8JsonWriter(to, Compact))
        {
            json.WriteStartObject();
            json.WriteString("p", row.PartitionKey);
            json.WriteString("r", row.RowKey);
            json.WriteStartObject("v");
            foreach (var (name, value) in row.Where(p => IsOwn(p.Key) && p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                WriteValue(json, row, name, value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    /// <summary>Reads a line. Invalid when it is none.</summary>
    public static TableEntity Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var row = new TableEntity(root.GetProperty("p").GetString(), root.GetProperty("r").GetString());
            foreach (var property in root.GetProperty("v").EnumerateObject()) row[property.Name] = ReadValue(property.Value.EnumerateObject().Single());
            return row;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw StewardException.Invalid("The snapshot has a line that is not a row. Restore another one: 'steward snapshots list' shows them.", failure);
        }
    }

    private static bool IsOwn(string property) => property is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag");

    private static void WriteValue(Utf8JsonWriter json, TableEntity row, string name, object value)
    {
        switch (value)
        {
            case string text: json.WriteString("s", text); break;
            case int number: json.WriteNumber("i", number); break;
            case long number: json.WriteString("l", number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: json.WriteString("d", number.ToString("R", CultureInfo.InvariantCulture)); break;
            case bool flag: json.WriteBoolean("b", flag); break;
            case DateTimeOffset time: json.WriteString("t", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)); break;
            case Guid guid: json.WriteString("g", guid); break;
            case byte[] bytes: json.WriteBase64String("x", bytes); break;
            case BinaryData bytes: json.WriteBase64String("x", bytes); break;
            default: throw StewardException.Invalid($"Property {name} of row '{row.PartitionKey}', '{row.RowKey}' has the type {value.GetType().Name}, which snapshots do not know.");
        }
    }

    private static object ReadValue(JsonProperty value) => value.Name switch
    {
        "s" => value.Value.GetString()!,
        "i" => value.Value.GetInt32(),
        "l" => long.Parse(value.Value.GetString()!, CultureInfo.InvariantCulture),
        "d" => double.Parse(value.Value.GetString()!, CultureInfo.InvariantCulture),
        "b" => value.Value.GetBoolean(),
        "t" => DateTimeOffset.Parse(value.Value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "g" => value.Value.GetGuid(),
        "x" => value.Value.GetBytesFromBase64(),
        _ => throw new FormatException($"Unknown type '{value.Name}'."),
    };
}
