using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>A line of a file, as a message or a stack names it.</summary>
/// <param name="Path">The path as it is written there.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record SourcePlace(string Path, int Line);

/// <summary>
/// Finds lines of files in messages and stacks: .NET <c>in X.cs:line 3</c>, Python <c>File "x.py", line 3</c>, and <c>x.js:3:5</c>, <c>x_test.go:3:</c>,
/// <c>(Cart.java:3)</c> as nearly all others write them.
/// </summary>
public static partial class SourcePlaces
{
    /// <summary>The most places of one text.</summary>
    public const int Max = 8;

    private const int MaxPath = 500;
    private const int MaxText = 64 * 1024;

    /// <summary>The places, the innermost first.</summary>
    public static IReadOnlyList<SourcePlace> In(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var found = new List<SourcePlace>();
        foreach (Match match in Named().Matches(text.Length <= MaxText ? text : text[..MaxText]))
        {
            if (Of(match) is not { } place || found.Contains(place)) continue;
            // Python names the innermost frame last.
            if (match.Groups["python"].Success) found.Insert(0, place);
            else found.Add(place);
        }

        return [.. found.Take(Max)];
    }

    /// <summary>A place that a report names by itself: line 1 where it names none, or none that can be. Null without a path, or with one that is too long to be one.</summary>
    public static SourcePlace? Of(string? path, long? line) =>
        path is { Length: > 0 and <= MaxPath } && !path.AsSpan().ContainsAny('\n', '\0') ? new SourcePlace(path, line is > 0 and <= int.MaxValue ? (int)line : 1) : null;

    /// <summary>The places of a text in lines, <c>path:line</c>, to be kept beside a message; null when there are none.</summary>
    public static string? Kept(string? text)
    {
        var places = In(text);
        return places.Count == 0 ? null : string.Join('\n', places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Path}:{p.Line}")));
    }

    private static SourcePlace? Of(Match match)
    {
        var path = (match.Groups["python"] is { Success: true } python ? python : match.Groups["path"]).Value;
        return path.Length <= MaxPath && int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0
            ? new SourcePlace(Texts.Clip(path, MaxPath), line)
            : null;
    }

    [GeneratedRegex(
        """ in (?<path>[^\n]+?):line (?<line>[0-9]+)|File "(?<python>[^"\n]+)", line (?<line>[0-9]+)|(?<path>[^\s()\[\]"'`<>|:*?,;=]+\.[A-Za-z][A-Za-z0-9]*):(?<line>[0-9]+)""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
