using System.Text.RegularExpressions;

namespace Steward.Azure.GitHub;

/// <summary>Reads the <c>Link</c> header of paged answers (RFC 8288).</summary>
internal static partial class NextPage
{
    /// <summary>The path and query of the next page, relative to the API's root; null on the last one.</summary>
    public static string? Of(HttpResponseMessage response, Uri root)
    {
        if (!response.Headers.TryGetValues("Link", out var values)) return null;
        var match = Next().Match(string.Join(',', values));
        return match.Success && Uri.TryCreate(root, match.Groups["url"].Value, out var next) && root.IsBaseOf(next)
            ? root.MakeRelativeUri(next).ToString()
            : null;
    }

    [GeneratedRegex("<(?<url>[^>]*)>;[^,]*rel=\"next\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}
