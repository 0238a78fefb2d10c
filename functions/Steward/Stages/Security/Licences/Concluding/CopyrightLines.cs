using System.Text.RegularExpressions;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>The copyright lines of a licence's text: those of the work, not those of the licence itself or of a form to fill in.</summary>
internal static partial class CopyrightLines
{
    private const int Most = 20;
    private const int MostLetters = 200;

    public static IReadOnlyList<string> In(string text) =>
    [
        .. text.Split('\n').Where(l => l.Length < 1000).Select(l => Trim(l)).Where(l => Begins().IsMatch(l) && !IsForm(l))
            .Select(l => Texts.Clip(l, MostLetters)!).Distinct(StringComparer.Ordinal).Take(Most),
    ];

    private static string Trim(string line) => Spaces().Replace(Address().Replace(line, ""), " ").Trim(' ', '\t', '\r', '*', '#', '/', ';', ',');

    private static bool IsForm(string line) =>
        line.Contains("Free Software Foundation", StringComparison.OrdinalIgnoreCase) || Form().IsMatch(line);

    [GeneratedRegex(@"^(copyright|\(c\)|©)\s.*(\d{4}|\bby\b|\(c\)|©)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Begins();

    [GeneratedRegex(@"yyyy|<year>|\[year\]|name of (copyright owner|author)|copyright (owner|holder|notice|statement)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex(@"[<(]?[^\s<>()@]+@[^\s<>()]+[>)]?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
