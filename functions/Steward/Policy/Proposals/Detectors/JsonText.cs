using System.Text.Json;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>Looks up texts in JSON files that people write: comments and trailing commas are let pass.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text at a path of keys; null when it is not there or the file is not JSON.</summary>
    public static string? Find(string? json, params string[] keys)
    {
        if (json is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), _lenient);
            var at = document.RootElement;
            foreach (var key in keys)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(key, out at)) return null;
            }

            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }
        catch (JsonException)
        {
            // A proposal says what it finds; a broken file says nothing.
            return null;
        }
    }
}
