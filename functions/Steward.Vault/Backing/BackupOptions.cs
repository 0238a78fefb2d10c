namespace Steward.Vault.Backing;

/// <summary>How a backup is made.</summary>
public sealed record BackupOptions
{
    /// <summary>The machine that the backup is of.</summary>
    public required string Host { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Marks that people give.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True: every file is read, also when it seems unchanged.</summary>
    public bool ReadAll { get; init; }
}
