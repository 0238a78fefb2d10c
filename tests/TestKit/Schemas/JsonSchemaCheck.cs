using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Steward.TestKit.Schemas;

/// <summary>
/// Holds a document against JSON schemas of draft 7, as far as those of CycloneDX go: a keyword or format that is not known here is an error of the test, never passed over.
/// </summary>
/// <param name="schemas">The schemas by the name under which they refer to each other.</param>
public sealed class JsonSchemaCheck(IReadOnlyDictionary<string, JsonElement> schemas)
{
    // Beside "items" as a list "additionalItems" stands where "maxItems" says the same.
    private static readonly string[] Said =
        ["$schema", "$id", "$comment", "title", "description", "examples", "default", "meta:enum", "deprecated", "definitions", "then", "additionalItems"];

    /// <summary>The places that break the schema, each with what it breaks; at most a hundred.</summary>
    public IReadOnlyList<string> Problems(string schema, JsonElement document) => [.. Check(document, schemas[schema], (schema, "")).Take(100)];

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, (string File, string Path) at)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False) return schema.GetBoolean() ? [] : [$"{at.Path}: nothing may stand here"];
        if (schema.TryGetProperty("$ref", out var reference)) return Refer(value, reference.GetString()!, at);
        return schema.EnumerateObject().Where(k => !Said.Contains(k.Name)).SelectMany(keyword => Check(value, schema, keyword, at));
    }

    private IEnumerable<string> Refer(JsonElement value, string reference, (string File, string Path) at)
    {
        var (file, place) = reference.Split('#') is [var named, var inside] ? (named.Length > 0 ? named : at.File, inside) : (reference, "");
        var schema = place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(schemas[file], (node, name) => node.GetProperty(name));
        return Check(value, schema, (file, at.Path));
    }

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, JsonProperty keyword, (string File, string Path) at) => keyword.Name switch
    {
        "properties" or "required" or "additionalProperties" => OfObject(value, schema, keyword, at),
        "items" or "minItems" or "maxItems" or "uniqueItems" => OfArray(value, keyword, at),
        "oneOf" or "anyOf" or "allOf" or "if" => OfSeveral(value, schema, keyword, at),
        _ => SchemaValues.Fits(value, keyword) ? [] : [$"{at.Path}: {keyword.Name} {Clip(keyword.Value)}, but it is {Clip(value)}"],
    };

    private IEnumerable<string> OfObject(JsonElement value, JsonElement schema, JsonProperty keyword, (string File, string Path) at)
    {
        if (value.ValueKind != JsonValueKind.Object) return [];
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        return keyword.Name switch
        {
            "required" => keyword.Value.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at.Path}: {r} is missing"),
            "properties" => value.EnumerateObject().Where(p => keyword.Value.TryGetProperty(p.Name, out _)).SelectMany(p => Check(p.Value, keyword.Value.GetProperty(p.Name), (at.File, $"{at.Path}/{p.Name}"))),
            _ => value.EnumerateObject().Where(p => known.ValueKind != JsonValueKind.Object || !known.TryGetProperty(p.Name, out _)).SelectMany(p => Check(p.Value, keyword.Value, (at.File, $"{at.Path}/{p.Name}"))),
        };
    }

    private IEnumerable<string> OfArray(JsonElement value, JsonProperty keyword, (string File, string Path) at)
    {
        if (value.ValueKind != JsonValueKind.Array) return [];
        var count = value.GetArrayLength();
        return keyword.Name switch
        {
            "items" when keyword.Value.ValueKind == JsonValueKind.Array => value.EnumerateArray().Zip(keyword.Value.EnumerateArray()).SelectMany((p, i) => Check(p.First, p.Second, (at.File, $"{at.Path}/{i}"))),
            "items" => value.EnumerateArray().SelectMany((item, i) => Check(item, keyword.Value, (at.File, $"{at.Path}/{i}"))),
            "minItems" => count >= keyword.Value.GetInt32() ? [] : [$"{at.Path}: fewer than {keyword.Value} items"],
            "maxItems" => count <= keyword.Value.GetInt32() ? [] : [$"{at.Path}: more than {keyword.Value} items"],
            _ => !keyword.Value.GetBoolean() || value.EnumerateArray().DistinctBy(i => i.GetRawText(), StringComparer.Ordinal).Count() == count ? [] : [$"{at.Path}: an item stands twice"],
        };
    }

    private IEnumerable<string> OfSeveral(JsonElement value, JsonElement schema, JsonProperty keyword, (string File, string Path) at)
    {
        if (keyword.Name == "if")
            return schema.TryGetProperty("then", out var then) && !Check(value, keyword.Value, at).Any() ? Check(value, then, at) : [];
        var each = keyword.Value.EnumerateArray().Select(s => Check(value, s, at).ToList()).ToList();
        var fitting = each.Count(e => e.Count == 0);
        return keyword.Name switch
        {
            "allOf" => each.SelectMany(e => e),
            "anyOf" when fitting > 0 => [],
            "oneOf" when fitting == 1 => [],
            _ => each.SelectMany(e => e).Prepend($"{at.Path}: fits {fitting} of {keyword.Name}"),
        };
    }

    private static string Clip(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] : value.GetRawText();
}

/// <summary>The keywords about single values.</summary>
internal static class SchemaValues
{
    public static bool Fits(JsonElement value, JsonProperty keyword) => keyword.Name switch
    {
        "type" => keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(t => IsOf(value, t.GetString()!)) : IsOf(value, keyword.Value.GetString()!),
        "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
        "const" => JsonElement.DeepEquals(keyword.Value, value),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
        _ => value.ValueKind != JsonValueKind.String || FitsText(value.GetString()!, keyword),
    };

    private static bool FitsText(string text, JsonProperty keyword) => keyword.Name switch
    {
        "minLength" => new StringInfo(text).LengthInTextElements >= keyword.Value.GetInt32(),
        "maxLength" => new StringInfo(text).LengthInTextElements <= keyword.Value.GetInt32(),
        "pattern" => Regex.IsMatch(text, keyword.Value.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
        "format" => HasFormat(text, keyword.Value.GetString()!),
        _ => throw new NotSupportedException($"The keyword '{keyword.Name}' is not known to this check."),
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        "date-time" => DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text[^1] is 'Z' or (>= '0' and <= '9'),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "iri-reference" => !text.Any(c => c is ' ' or '<' or '>' or '"' or '\\' or '^' or '`' or '{' or '|' or '}') && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        "idn-email" => text.Contains('@', StringComparison.Ordinal),
        _ => throw new NotSupportedException($"The format '{format}' is not known to this check."),
    };

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException($"The type '{type}' is not known to this check."),
    };
}
