using System.Text.RegularExpressions;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>What the detectors of tool versions share.</summary>
internal static partial class Tools
{
    /// <summary>A version for a tool, if the text is one (a leading v or go is dropped), or a least one (&gt;=20); nothing for other ranges and for names like lts/*.</summary>
    public static IEnumerable<Suggestion> Pinned(string tool, string? version, string file)
    {
        if (version is not null && Version().Match(version.Trim()) is { Success: true } match)
            yield return Suggestion.At("development.environment.tools", [tool], $"\"{match.Groups["least"].Value}{match.Groups["version"].Value}\"", $"Pinned by {file}.");
    }

    [GeneratedRegex(@"\A((v|go)?|(?<least>>=) ?)(?<version>[0-9]+(\.[0-9]+){0,3}([-+][0-9A-Za-z.-]{1,40})?)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
