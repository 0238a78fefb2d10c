using System.Diagnostics;
using System.Text;

namespace Steward.Azure.Git;

/// <summary>
/// How git is started: no shell, no prompts, no configuration of machine or user, no hooks, no external programs, no network, no replaced
/// objects. As if bare, so that neither the work tree nor the index can change an answer.
/// </summary>
internal static class GitStart
{
    private static readonly string[] Settings =
    [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=true", "core.pager=cat", "core.attributesFile=/dev/null",
        "diff.algorithm=default", "diff.indentHeuristic=true", "diff.renameLimit=1000", "diff.suppressBlankEmpty=false",
        "i18n.logOutputEncoding=UTF-8", "protocol.allow=never", "safe.directory=*", "color.ui=false",
    ];

    private static readonly (string Name, string Value)[] Variables =
    [
        ("GIT_TERMINAL_PROMPT", "0"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_ATTR_NOSYSTEM", "1"), ("GIT_NO_REPLACE_OBJECTS", "1"), ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ASKPASS", "true"), ("GIT_PAGER", "cat"), ("LC_ALL", "C"), ("TZ", "UTC"),
    ];

    /// <summary>The start of <c>git ARGUMENTS</c> on a git directory, in a folder, all three streams redirected.</summary>
    public static ProcessStartInfo Info(string gitDirectory, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = folder,
        };
        string[] all = ["--bare", "--git-dir", gitDirectory, "--literal-pathspecs", .. Settings.SelectMany(s => new[] { "-c", s }), .. arguments];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        Harden(start.Environment);
        // An index that is not there: the attributes in the real one could call a source file binary and so hide its lines.
        start.Environment["GIT_INDEX_FILE"] = Path.Combine(gitDirectory, "steward-no-index");
        start.Environment["GIT_GRAFT_FILE"] = Path.Combine(gitDirectory, "steward-no-grafts");
        return start;
    }

    // What the host's own environment says about git (a hook's GIT_DIR, say) must not leak in.
    private static void Harden(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) environment.Remove(name);
        foreach (var (name, value) in Variables) environment[name] = value;
    }
}
