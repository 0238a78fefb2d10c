using Steward.Azure.Git;
using Steward.Azure.GitHub;

namespace Steward.Azure.Sources;

/// <summary>Where this host may read code from.</summary>
public sealed class SourceOptions
{
    /// <summary>True on a host whose own disk may be read: the local one. Elsewhere a product's <c>git:/path</c> would open the server's files.</summary>
    public bool AllowLocalGit { get; set; }

    /// <summary>How far one git command may go.</summary>
    public GitLimits Git { get; set; } = new();

    /// <summary>The GitHub App; null where there is none.</summary>
    public GitHubOptions? GitHub { get; set; }
}
