using System.Text.Json;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>Walks over the members of the value at which a cursor stands. What the caller does not read of a member is passed over.</summary>
internal static class JsonWalk
{
    /// <summary>The names of an object's properties; the cursor stands at each one's value. Nothing for what is no object.</summary>
    public static IEnumerable<string> Properties(this JsonCursor json)
    {
        if (json.Token != JsonTokenType.StartObject) yield break;
        var depth = json.Depth;
        while (json.Next() && !(json.Token == JsonTokenType.EndObject && json.Depth == depth))
        {
            var name = json.Text;
            if (!json.Next()) yield break;
            var value = (json.Token, json.Depth);
            yield return name;
            json.Leave(value);
        }
    }

    /// <summary>Stands at each element of an array in turn. Nothing for what is no array.</summary>
    public static IEnumerable<JsonTokenType> Items(this JsonCursor json)
    {
        if (json.Token != JsonTokenType.StartArray) yield break;
        var depth = json.Depth;
        while (json.Next() && !(json.Token == JsonTokenType.EndArray && json.Depth == depth))
        {
            var value = (json.Token, json.Depth);
            yield return json.Token;
            json.Leave(value);
        }
    }

    /// <summary>The string at which the cursor stands; null for another value.</summary>
    public static string? String(this JsonCursor json) => json.Token == JsonTokenType.String ? json.Text : null;

    /// <summary>The number at which the cursor stands, or null.</summary>
    public static double? Number(this JsonCursor json) =>
        json.Token == JsonTokenType.Number && double.TryParse(json.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Whether the cursor stands at true.</summary>
    public static bool IsTrue(this JsonCursor json) => json.Token == JsonTokenType.True;

    private static void Leave(this JsonCursor json, (JsonTokenType Token, int Depth) value)
    {
        if (value.Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        while (!(json.Token is JsonTokenType.EndObject or JsonTokenType.EndArray && json.Depth == value.Depth))
            if (!json.Next()) return;
    }
}
