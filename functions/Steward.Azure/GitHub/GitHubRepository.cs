using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>One repository on GitHub: its API and the paths below it.</summary>
internal sealed record GitHubRepository(GitHubApi Api, ProductId Product)
{
    /// <summary>A path below the repository: <c>git/trees/SHA</c>.</summary>
    public string Path(string rest) => $"repos/{Product}/{rest}";

    /// <summary>A path of several segments, each escaped and the slashes kept.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
