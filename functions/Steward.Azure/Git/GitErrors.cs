using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>What git's words mean. They are those of the C locale, which do not change with the machine.</summary>
internal static class GitErrors
{
    private static readonly string[] Absent =
    [
        "bad object", "bad revision", "unknown revision", "no such path", "no such ref", "Not a valid object name", "not a tree object",
        "unable to read tree", "not a valid commit", "Not a valid commit", "invalid object", "not a commit", "is a tree", "no such commit", "has only",
    ];

    /// <summary>The failure of a command that ended with a code other than 0.</summary>
    /// <param name="what">What was asked for, for people: "the changes of a..b".</param>
    /// <param name="error">What git said.</param>
    /// <param name="gitDirectory">The repository.</param>
    public static StewardException Read(string what, string error, string gitDirectory)
    {
        if (error.Contains("not a git repository", StringComparison.Ordinal))
            return StewardException.NotFound($"There is no git repository at '{Texts.Clip(gitDirectory, 200)}' any more.");
        if (Absent.Any(a => error.Contains(a, StringComparison.Ordinal))) return StewardException.NotFound($"The repository has no {what}.{Shallow(gitDirectory)}");
        return StewardException.Invalid($"git could not read {what}: {Texts.Clip(Reason(error), 300)}");
    }

    private static string Shallow(string gitDirectory) =>
        File.Exists(Path.Combine(gitDirectory, "shallow")) ? " Its clone is shallow: 'git fetch --unshallow' brings the rest." : "";

    // Hints and warnings come before what counts.
    private static string Reason(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(l => l.StartsWith("fatal:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it gave no reason";
    }
}
