namespace Steward.Stages.Development.Backups.Requests;

/// <summary>Where Steward itself restores to: a name and never a path, so that nobody who asks chooses a place on its machine.</summary>
public static class CloudTarget
{
    private const int Least = 3;
    private const int Most = 20;
    private const string Drills = "drill"; // what drills begin their own prefixes with, and remove

    /// <summary>What a target has to be, one sentence for people.</summary>
    public const string Rule =
        "Steward itself restores everything, beside what runs and never over it. The target is a name of 3 to 20 lower-case letters and digits, beginning with a letter and not with 'drill': " +
        "a prefix for Steward's state, a folder NAME.git for a repository.";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsName(string? text) => text is { Length: >= Least and <= Most } && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        && !text.StartsWith(Drills, StringComparison.Ordinal);
}
