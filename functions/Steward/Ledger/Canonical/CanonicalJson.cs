using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.Ledger.Canonical;

/// <summary>
/// The JSON Canonicalization Scheme (RFC 8785): no white space, members sorted by UTF-16 code units, numbers as ECMAScript writes them. The same
/// value always gives the same bytes, in every language.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The deepest nesting that is written; deeper values are refused.</summary>
    public const int MaxDepth = 32;

    // Above it, two integers share one IEEE 754 double (RFC 8785, appendix D).
    private const long MaxExactInteger = 1L << 53;

    /// <summary>The canonical bytes of a value. Throws Invalid for what RFC 8785 cannot hold: broken surrogates, integers beyond 2^53.</summary>
    public static byte[] Write(JsonNode? value)
    {
        var target = new ArrayBufferWriter<byte>(256);
        Write(value, target);
        return target.WrittenSpan.ToArray();
    }

    /// <summary>Appends the canonical bytes of a value. Throws Invalid as above; then part of it may be written.</summary>
    public static void Write(JsonNode? value, IBufferWriter<byte> target)
    {
        try
        {
            Write(value, target, depth: 0);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // JSON that was read lazily shows its faults only now.
            throw StewardException.Invalid("The JSON names a member twice or holds half a character (a lone surrogate); repair it.", failure);
        }
    }

    private static void Write(JsonNode? value, IBufferWriter<byte> target, int depth)
    {
        if (depth > MaxDepth) throw StewardException.Invalid($"The JSON is nested deeper than {MaxDepth} levels; make it flatter.");
        switch (value)
        {
            case null: target.Write("null"u8); break;
            case JsonObject o: WriteObject(o, target, depth); break;
            case JsonArray a: WriteArray(a, target, depth); break;
            default: WriteValue(value.AsValue(), target); break;
        }
    }

    private static void WriteObject(JsonObject value, IBufferWriter<byte> target, int depth)
    {
        var separator = "{"u8;
        if (value.Count == 0) target.Write(separator);
        foreach (var (name, member) in value.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            target.Write(separator);
            CanonicalText.Write(name, target);
            target.Write(":"u8);
            Write(member, target, depth + 1);
            separator = ","u8;
        }

        target.Write("}"u8);
    }

    private static void WriteArray(JsonArray value, IBufferWriter<byte> target, int depth)
    {
        target.Write("["u8);
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0) target.Write(","u8);
            Write(value[i], target, depth + 1);
        }

        target.Write("]"u8);
    }

    private static void WriteValue(JsonValue value, IBufferWriter<byte> target)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True: target.Write("true"u8); break;
            case JsonValueKind.False: target.Write("false"u8); break;
            case JsonValueKind.Number: CanonicalText.WriteAscii(NumberOf(value.ToJsonString()), target); break;
            default: CanonicalText.Write(value.TryGetValue<string>(out var text) ? text : TextOf(value), target); break;
        }
    }

    // Dates, ids and enums put into a node as they are: whatever JSON text they become.
    private static string TextOf(JsonValue value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.GetString()
            ?? throw StewardException.Invalid("A JSON value is neither text, number, boolean nor null; write it as one of them.");
    }

    private static string NumberOf(string json)
    {
        if (long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return integer is >= -MaxExactInteger and <= MaxExactInteger
                ? integer.ToString(CultureInfo.InvariantCulture)
                : throw StewardException.Invalid($"The number {json} is beyond 2^53 and would lose digits; write it as text.");
        }

        return CanonicalNumber.Format(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture));
    }
}
