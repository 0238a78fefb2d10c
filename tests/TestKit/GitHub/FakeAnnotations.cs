using System.Text;
using System.Text.Json;

namespace Steward.TestKit.GitHub;

/// <summary>The limits of annotations, as https://docs.github.com/rest/checks/runs gives them.</summary>
internal static class FakeAnnotations
{
    private static readonly string[] Levels = ["notice", "warning", "failure"];

    public static IEnumerable<JsonElement> Of(Dictionary<string, JsonElement> body) =>
        body.TryGetValue("output", out var output) && output.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Array
            ? annotations.EnumerateArray()
            : [];

    public static string? Problem(Dictionary<string, JsonElement> body)
    {
        var annotations = Of(body).ToList();
        return annotations.Count > 50
            ? "Invalid request.\n\nNo more than 50 items are allowed; " + annotations.Count + " were supplied."
            : annotations.Select(Problem).FirstOrDefault(p => p is not null);
    }

    private static string? Problem(JsonElement annotation)
    {
        foreach (var field in new[] { "path", "annotation_level", "message" })
        {
            if (Text(annotation, field) is not { Length: > 0 }) return $"Invalid request.\n\n\"{field}\" wasn't supplied.";
        }

        if (Line(annotation, "start_line") is not { } first || Line(annotation, "end_line") is not { } last || last < first || first < 1)
            return "Invalid request.\n\nstart_line and end_line are not lines.";
        if (!Levels.Contains(Text(annotation, "annotation_level"))) return "Invalid request.\n\nannotation_level is not a member.";
        if (Text(annotation, "title")?.Length > 255) return "Invalid request.\n\nOnly 255 characters are allowed in title.";
        return Encoding.UTF8.GetByteCount(Text(annotation, "message")!) > 64 * 1024 ? "Invalid request.\n\nmessage is larger than 64 KB." : null;
    }

    private static string? Text(JsonElement annotation, string field) =>
        annotation.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Line(JsonElement annotation, string field) =>
        annotation.TryGetProperty(field, out var value) && value.TryGetInt32(out var line) ? line : null;
}
