namespace Steward.Vault.Restoring;

/// <summary>How a snapshot is restored.</summary>
public sealed record RestoreOptions
{
    /// <summary>The clock, for progress.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>
    /// False: the target has to be empty, or hold the same restore that broke off. True: what is there is replaced where the snapshot has something else under that name
    /// (files at once, by a rename; never a folder that is not empty by something that is none), and what the snapshot does not have stays.
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>A folder of somebody else's that the target lies in: from there on no symbolic link leads anywhere (on Linux). Null: links in the target's path are followed.</summary>
    public string? Within { get; init; }

    /// <summary>Patterns as in .gitignore of what is restored, with all that is in it; none: everything.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of what is not restored.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>True: nothing is written; what would be restored is counted.</summary>
    public bool DryRun { get; init; }

    /// <summary>By .NET's own calls also where there are better ones: as other systems do it.</summary>
    internal bool IsPortable { get; init; }
}

/// <summary>What a restore came to.</summary>
/// <param name="Entries">Entries that are as the snapshot has them now.</param>
/// <param name="Files">Files among them.</param>
/// <param name="Bytes">Bytes of their contents.</param>
/// <param name="Kept">Files among them whose content was there already.</param>
/// <param name="Failed">Entries that could not be restored, or not whole; 0: the restore is complete.</param>
/// <param name="Problems">What went wrong and what is worth knowing, one sentence each.</param>
public sealed record RestoreOutcome(long Entries, long Files, long Bytes, long Kept, long Failed, IReadOnlyList<string> Problems);
