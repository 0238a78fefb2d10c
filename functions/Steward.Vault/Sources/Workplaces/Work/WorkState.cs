namespace Steward.Vault.Sources.Workplaces.Work;

/// <summary>What a repository was like besides what its remotes have: <c>state.json</c> beside <c>work.bundle</c>.</summary>
public sealed record WorkState
{
    /// <summary>Where it lay, relative to the home folder or absolute.</summary>
    public required string Path { get; init; }

    /// <summary>The branch it was on; null where HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit it was on; null where there is none yet.</summary>
    public string? Head { get; init; }

    /// <summary>Its remotes by name, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Remotes { get; init; } = new Dictionary<string, string>();

    /// <summary>Its branches and their commits.</summary>
    public IReadOnlyDictionary<string, string> Branches { get; init; } = new Dictionary<string, string>();

    /// <summary>The commits of its stashes, the newest first.</summary>
    public IReadOnlyList<string> Stashes { get; init; } = [];

    /// <summary>A commit whose tree is the index; null where that could not be had (unmerged files).</summary>
    public string? Staged { get; init; }

    /// <summary>A commit whose tree is the work tree with its untracked files, byte by byte.</summary>
    public string? Work { get; init; }

    /// <summary>Whether there is a bundle: not where the remotes have everything and nothing was changed.</summary>
    public bool HasBundle { get; init; }

    /// <summary>Files that were left out, with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
