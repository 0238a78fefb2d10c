using System.Text;
using System.Text.RegularExpressions;

namespace Steward.Source;

/// <summary>A pattern of repository paths: <c>*</c> is any part of a name, <c>**</c> any folders, <c>?</c> one character; a folder stands for all below it.</summary>
/// <param name="pattern">The pattern: <c>tests/**</c>, <c>**/*.g.cs</c>, <c>generated</c>.</param>
public sealed class PathPattern(string pattern)
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(5); // the expression cannot backtrack; the limit is for the analyzers

    private readonly Regex _expression = new(Translate(pattern.Replace('\\', '/').Trim('/')), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Never);

    /// <summary>True when a path fits.</summary>
    public bool Fits(string path) => _expression.IsMatch(path);

    private static string Translate(string pattern)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/")) (_, i) = (expression.Append("(?:[^/]+/)*"), i + 2);
            else if (rest.StartsWith("**")) (_, i) = (expression.Append(".*"), i + 1);
            else if (rest[0] == '*') expression.Append("[^/]*");
            else if (rest[0] == '?') expression.Append("[^/]");
            else expression.Append(Regex.Escape(rest[..1].ToString()));
        }

        return expression.Append("(?:/.*)?$").ToString();
    }
}
