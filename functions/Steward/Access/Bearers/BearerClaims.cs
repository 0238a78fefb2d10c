using System.Text.Json;

namespace Steward.Access.Bearers;

/// <summary>What a validated token says.</summary>
/// <param name="payload">Its payload, an object.</param>
public sealed class BearerClaims(JsonElement payload)
{
    private const int MaxText = 500;

    /// <summary>When the token ends.</summary>
    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds((long)payload.GetProperty("exp").GetDouble());

    /// <summary>A claim of text; null where it is not there, is empty, is no text, or is too long.</summary>
    public string? Text(string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxText } text ? text : null;

    /// <summary>A claim that is a list of texts; empty where it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
        : [];

    /// <summary>A claim as a number; null where it is none. Some issuers write numbers as text.</summary>
    public long? Number(string name)
    {
        if (!payload.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out var number) ? number : null;
        return long.TryParse(Text(name), System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : null;
    }

    /// <summary>True when there is such a claim.</summary>
    public bool Has(string name) => payload.TryGetProperty(name, out _);
}
