using System.Text.Json.Nodes;
using Steward.Policy.Reading;

namespace Steward.Policy.Schema;

/// <summary>The JSON Schema of a shape.</summary>
internal static class ShapeSchema
{
    public static JsonObject Of(Shape shape)
    {
        var schema = shape switch
        {
            ObjectShape s => OfObject(s),
            MapShape s => OfMap(s),
            ListShape s => OfList(s),
            EitherShape s => new JsonObject { ["anyOf"] = new JsonArray(Of(s.Brief), Of(s.Full)) },
            TextShape s => OfText(s),
            NumberShape s => new JsonObject { ["type"] = "integer", ["minimum"] = s.Min, ["maximum"] = s.Max },
            FlagShape => new JsonObject { ["type"] = "boolean" },
            DurationShape => new JsonObject { ["type"] = "string", ["pattern"] = Whole(DurationText.Pattern) },
            DateShape => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = Whole("[0-9]{4}-[0-9]{2}-[0-9]{2}") },
            _ => throw new InvalidOperationException($"There is no schema for a {shape.GetType().Name}."),
        };
        schema.Insert(0, "description", Describe(shape));
        return schema;
    }

    private static string Describe(Shape shape) => shape is DurationShape d
        ? $"{shape.Description} From {DurationText.Write(d.Min)} to {DurationText.Write(d.Max)}."
        : shape.Description;

    private static JsonObject OfObject(ObjectShape shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields) properties[field.Name] = Of(field.Shape);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        string[] required = [.. shape.Fields.Where(f => f.Required).Select(f => f.Name)];
        if (required.Length > 0) schema["required"] = Texts(required);
        return schema;
    }

    private static JsonObject OfMap(MapShape shape) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = Of(shape.Key),
        ["additionalProperties"] = Of(shape.Value),
        ["maxProperties"] = shape.MaxEntries,
    };

    private static JsonObject OfList(ListShape shape)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(shape.Item), ["maxItems"] = shape.MaxItems };
        if (shape.MinItems > 0) schema["minItems"] = shape.MinItems;
        return schema;
    }

    private static JsonObject OfText(TextShape shape)
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = shape.MaxLength };
        if (!shape.OneOf.IsEmpty) schema["enum"] = Texts(shape.OneOf);
        if (shape.Pattern is { } pattern) schema["pattern"] = Whole(pattern);
        return schema;
    }

    private static string Whole(string pattern) => $"^(?:{pattern})$";

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
