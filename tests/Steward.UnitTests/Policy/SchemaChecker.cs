using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Steward.UnitTests.Policy;

/// <summary>
/// A small JSON Schema validator for exactly the keywords that the published schema uses; any other keyword throws, so that nothing goes
/// unchecked. Patterns are run as ECMAScript, as editors do.
/// </summary>
internal static class SchemaChecker
{
    public static IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path = "$") =>
        schema.SelectMany(keyword => Keyword(keyword.Key, keyword.Value!, schema, value).Select(problem => problem.StartsWith('$') ? problem : $"{path}: {problem}"))
            .Select(problem => problem.Replace("$", path, StringComparison.Ordinal));

    private static IEnumerable<string> Keyword(string name, JsonNode rule, JsonObject schema, JsonNode? value) => name switch
    {
        "$schema" or "$id" or "title" or "description" or "format" => [],
        "type" => Is(TypeOf(value) == (string)rule!, $"is {TypeOf(value)}, not {rule}"),
        "properties" => Both(value, rule).SelectMany(p => Check((JsonObject)rule[p.Key]!, p.Value, $"$.{p.Key}")),
        "additionalProperties" => Additional(rule, schema["properties"], value),
        "propertyNames" => Properties(value).SelectMany(p => Check((JsonObject)rule, JsonValue.Create(p.Key), $"$.{p.Key}")),
        "maxProperties" => Is(Properties(value).Count() <= (int)rule, "has too many properties"),
        "required" => rule.AsArray().Where(r => !Properties(value).Any(p => p.Key == (string)r!)).Select(r => $"lacks {r}"),
        "items" => Items(value).SelectMany((item, i) => Check((JsonObject)rule, item, $"$[{i}]")),
        "minItems" => Is(value is not JsonArray || Items(value).Count() >= (int)rule, "has too few items"),
        "maxItems" => Is(Items(value).Count() <= (int)rule, "has too many items"),
        "minLength" => Is(Text(value) is not { } text || text.EnumerateRunes().Count() >= (int)rule, "is too short"),
        "maxLength" => Is(Text(value) is not { } text || text.EnumerateRunes().Count() <= (int)rule, "is too long"),
        "enum" => Is(rule.AsArray().Any(r => JsonNode.DeepEquals(r, value)), "is none of the words"),
        "pattern" => Is(Text(value) is not { } text || Regex.IsMatch(text, ((string)rule!).Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.ECMAScript), $"does not match {rule}"),
        "minimum" => Is(TypeOf(value) != "integer" || (long)value! >= (long)rule, "is too small"),
        "maximum" => Is(TypeOf(value) != "integer" || (long)value! <= (long)rule, "is too large"),
        _ => throw new NotSupportedException($"The checker does not know the keyword {name}."),
    };

    private static IEnumerable<string> Additional(JsonNode rule, JsonNode? known, JsonNode? value)
    {
        var others = Properties(value).Where(p => known?[p.Key] is null);
        return rule is JsonObject schema ? others.SelectMany(p => Check(schema, p.Value, $"$.{p.Key}")) : others.Select(p => $"has the unknown property {p.Key}");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Both(JsonNode? value, JsonNode rule) => Properties(value).Where(p => rule[p.Key] is not null);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode? value) => value as JsonObject ?? [];

    private static IEnumerable<JsonNode?> Items(JsonNode? value) => value as JsonArray ?? [];

    private static string? Text(JsonNode? value) => TypeOf(value) == "string" ? (string)value! : null;

    private static IEnumerable<string> Is(bool fits, string problem) => fits ? [] : [problem];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        _ => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
    };
}
