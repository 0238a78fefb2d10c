using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Git;

/// <summary>
/// How git is started: no shell, no prompts, no hooks, no programs but its own. Credentials go by the environment to a helper that is asked only by the server that
/// they are for, so that they stand in no argument, no file, and follow no redirection.
/// </summary>
internal static class GitProgram
{
    private const string Helper = "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$STEWARD_GIT_USERNAME\" \"$STEWARD_GIT_PASSWORD\"; }; f";

    private static readonly string[] Settings =
    [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false", "core.pager=cat", "gc.auto=0", "maintenance.auto=false", "safe.directory=*", "color.ui=false",
        "fetch.unpackLimit=1", "fetch.recurseSubmodules=false", "fetch.writeCommitGraph=false", "protocol.ext.allow=never", "advice.detachedHead=false",
    ];

    // What a hook or another git has left in the environment must not turn us to another repository.
    private static readonly string[] Foreign =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_TRACE_CURL", "GIT_CURL_VERBOSE",
    ];

    /// <summary>The start of <c>git ARGUMENTS</c> in a folder.</summary>
    public static ProgramStart Start(string folder, GitPlace? place, params IEnumerable<string> arguments) =>
        new("git", [.. Settings.SelectMany(s => new[] { "-c", s }), .. arguments]) { Folder = folder, Environment = Variables(place), Package = "git" };

    /// <summary>Runs git in a folder; Invalid with its last lines when it fails.</summary>
    public static Task<ProgramEnd> RunAsync(string folder, string what, CancellationToken cancellation, params IEnumerable<string> arguments) =>
        ProgramRun.SucceedAsync(Start(folder, null, arguments), what, cancellation);

    private static Dictionary<string, string?> Variables(GitPlace? place)
    {
        var all = Foreign.ToDictionary(n => n, _ => (string?)null);
        (all["GIT_TERMINAL_PROMPT"], all["GIT_PAGER"], all["LC_ALL"]) = ("0", "cat", "C");
        if (place is not { Credentials: { } credentials, Address: { } address }) return all;
        // The first line empties the list of the user's helpers: none of them keeps what we say.
        (all["GIT_CONFIG_COUNT"], all["GIT_CONFIG_KEY_0"], all["GIT_CONFIG_VALUE_0"]) = ("2", "credential.helper", "");
        (all["GIT_CONFIG_KEY_1"], all["GIT_CONFIG_VALUE_1"]) = ($"credential.{address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}.helper", Helper);
        (all["STEWARD_GIT_USERNAME"], all["STEWARD_GIT_PASSWORD"]) = (credentials.User, credentials.Password);
        return all;
    }
}
