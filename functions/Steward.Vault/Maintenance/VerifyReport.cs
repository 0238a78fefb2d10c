namespace Steward.Vault.Maintenance;

/// <summary>How a vault is verified.</summary>
public sealed record VerifyOptions
{
    /// <summary>Reads every byte of every pack, instead of looking whether all that is named is there.</summary>
    public bool Data { get; init; }

    /// <summary>Is told how many of the packs were read.</summary>
    public IProgress<VerifyProgress>? Progress { get; init; }
}

/// <summary>How far it is.</summary>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="TotalBytes">Bytes that there are.</param>
public sealed record VerifyProgress(long Bytes, long TotalBytes);

/// <summary>What was found.</summary>
public sealed record VerifyReport
{
    /// <summary>Snapshots that can be read.</summary>
    public required long Snapshots { get; init; }

    /// <summary>Packs that are there.</summary>
    public required long Packs { get; init; }

    /// <summary>Chunks that the index knows.</summary>
    public required long Chunks { get; init; }

    /// <summary>Bytes of the packs; with data all of them were read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Packs that no index names: left by backups that broke off, or of ones that run. Harmless; 'prune' removes them in time.</summary>
    public required long Unnamed { get; init; }

    /// <summary>What is damaged or missing, one sentence an object, with what to do.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What cannot be restored whole; at most 10,000.</summary>
    public required IReadOnlyList<LostFile> Lost { get; init; }

    /// <summary>How many they are in all.</summary>
    public required long LostCount { get; init; }

    /// <summary>True when nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0 && LostCount == 0;
}
