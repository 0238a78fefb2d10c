namespace Steward.Vault.Maintenance;

/// <summary>How a vault is pruned.</summary>
public sealed record PruneOptions
{
    /// <summary>The time between the moment when a pack is no longer needed and its removal: longer than the longest backup.</summary>
    public static readonly TimeSpan UsualGrace = TimeSpan.FromDays(3);

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Who prunes, for people.</summary>
    public required string Host { get; init; }

    /// <summary>How long a pack waits, by the storage's clock.</summary>
    public TimeSpan Grace { get; init; } = UsualGrace;

    /// <summary>A pack of which less than this share is needed is written anew.</summary>
    public double RewriteBelow { get; init; } = 0.6;

    /// <summary>Takes over from a prune that was killed.</summary>
    public bool TakeOver { get; init; }

    /// <summary>Only tells what would be done.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a prune did, or would do.</summary>
public sealed record PruneOutcome
{
    /// <summary>Packs that are needed and stay.</summary>
    public long PacksKept { get; init; }

    /// <summary>Packs of which little was needed: that was written anew.</summary>
    public long PacksRewritten { get; init; }

    /// <summary>Packs that are to be removed when the grace has passed.</summary>
    public long PacksCondemned { get; init; }

    /// <summary>Their bytes.</summary>
    public long BytesCondemned { get; init; }

    /// <summary>Packs that were removed.</summary>
    public long PacksRemoved { get; init; }

    /// <summary>Their bytes.</summary>
    public long BytesRemoved { get; init; }

    /// <summary>Chunks in packs to be removed that a snapshot needs again: they stay.</summary>
    public long ChunksRevived { get; init; }

    /// <summary>What was told or could not be done, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
