using Steward.Policy.Yaml;

namespace Steward.Policy.Proposals;

/// <summary>Writes texts as YAML scalars on one line.</summary>
internal static class YamlText
{
    /// <summary>Plain where that is safe, else in single quotes; control characters become spaces.</summary>
    public static string Of(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return IsSafePlain(line) ? line : $"'{line.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A list on one line.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Of))}]";

    private static bool IsSafePlain(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '/' or '+')
        && !text.Contains(" -", StringComparison.Ordinal)
        && CoreSchema.IsText(new YamlScalar(1, 1, text, IsPlain: true));
}
