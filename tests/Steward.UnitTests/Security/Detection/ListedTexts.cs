using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.UnitTests.Security.Detection;

/// <summary>The texts of the list as the program carries them, and what people do to texts.</summary>
internal static partial class ListedTexts
{
    private static readonly char[] _blanks = [' ', '\t', '\n'];

    public static IReadOnlyList<(string Id, string Text)> All { get; } = [.. Read("licence-texts.jsonl")];

    public static IReadOnlyList<(string Id, string Text)> Exceptions { get; } = [.. Read("exception-texts.jsonl")];

    public static string Of(string id) => All.Single(t => t.Id == id).Text;

    /// <summary>Those that do not come back as themselves after a change, each with what came.</summary>
    public static List<string> Lost(IEnumerable<(string Id, string Text)> texts, Func<string, string> change) =>
    [
        .. texts.Select(t => (t.Id, Found: LicenceDetector.Detect(change(t.Text)))).Where(t => !IsMain(t.Id, t.Found))
            .Select(t => $"{t.Id}: {string.Join(", ", t.Found.Select(f => $"{f.Id} {f.Kind} {f.Confidence}"))}"),
    ];

    /// <summary>The same words, wrapped anew behind a prefix.</summary>
    public static string Wrap(string text, int width, string prefix)
    {
        var wrapped = new StringBuilder();
        foreach (var paragraph in text.Split("\n\n"))
        {
            var column = 0;
            wrapped.Append(prefix);
            foreach (var word in paragraph.Split(_blanks, StringSplitOptions.RemoveEmptyEntries))
            {
                if (column + word.Length > width) (column, _) = (0, wrapped.Append('\n').Append(prefix));
                wrapped.Append(word).Append(' ');
                column += word.Length + 1;
            }

            wrapped.Append('\n').Append(prefix).Append('\n');
        }

        return wrapped.ToString();
    }

    /// <summary>Placeholders filled in.</summary>
    public static string Fill(string text) => Blanks().Replace(text, m => m.Value.Contains('y', StringComparison.OrdinalIgnoreCase) ? "2019" : "Acme Widgets Research Inc.");

    // The one found text that covers most lines is the licence of the file.
    private static bool IsMain(string id, IReadOnlyList<FoundLicence> found) =>
        found.Where(f => f.Kind == FoundKind.Text).MaxBy(f => f.EndLine - f.StartLine + f.Confidence) is { } main && (main.Id == id || main.SameText.Contains(id));

    private static IEnumerable<(string Id, string Text)> Read(string name)
    {
        using var reader = new StreamReader(typeof(LicenceDetector).Assembly.GetManifestResourceStream(name)!);
        reader.ReadLine();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var record = JsonDocument.Parse(line).RootElement;
            var id = record.GetProperty("id").GetString()!;
            texts[id] = record.TryGetProperty("text", out var text) ? text.GetString()! : texts[record.GetProperty("sameTextAs").GetString()!];
            yield return (id, texts[id]);
        }
    }

    [GeneratedRegex(@"<[^<>\n@:/]{2,60}>|\[(?:name|year|yyyy|owner|copyright)[^\]\n]{0,50}\]|\{[a-z ]{2,40}\}")]
    private static partial Regex Blanks();
}
