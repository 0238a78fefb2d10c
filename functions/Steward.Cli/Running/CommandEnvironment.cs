namespace Steward.Cli.Running;

/// <summary>The environment of test commands. They are the repository's code: they get nothing of what opens Steward.</summary>
internal static class CommandEnvironment
{
    // Set where Steward runs in a git hook: git in the command's folder would work on another repository.
    private static readonly string[] _git = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"];

    /// <summary>Takes away what a command must not have, and gives it the policy's variables.</summary>
    public static void Apply(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var name in environment.Keys.Where(IsForbidden).ToList()) environment.Remove(name);
        foreach (var (name, value) in variables) environment[name] = value;
    }

    private static bool IsForbidden(string name) => name.StartsWith("STEWARD_", StringComparison.OrdinalIgnoreCase) || _git.Contains(name, StringComparer.Ordinal);
}
