namespace Steward.Source;

/// <summary>Which texts may name a branch, a tag or a commit. The rules are those of <c>git check-ref-format</c>, so no revision expression passes.</summary>
public static class ReferenceName
{
    private const int MaxLength = 255;

    /// <summary>
    /// True for <c>main</c>, <c>v1.0</c>, <c>refs/heads/feature/x</c>, <c>HEAD</c> and sha prefixes; false for anything that git would read as an option
    /// or as an expression (<c>-x</c>, <c>HEAD~1</c>, <c>a..b</c>, <c>main@{1}</c>, <c>:/text</c>).
    /// </summary>
    public static bool IsValid(string reference) =>
        reference.Length is > 0 and <= MaxLength
        && reference[0] != '-' && reference != "@"
        && !reference.Any(c => char.IsControl(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && !reference.Contains("..", StringComparison.Ordinal) && !reference.Contains("@{", StringComparison.Ordinal)
        && reference.Split('/').All(IsComponent) && !reference.EndsWith('.');

    /// <summary>True for 4 to 64 hexadecimal digits.</summary>
    public static bool IsShaPrefix(string reference) => reference.Length is >= 4 and <= 64 && reference.All(char.IsAsciiHexDigit);

    private static bool IsComponent(string part) =>
        part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal);
}
