namespace Steward.Vault.Drills;

/// <summary>How a drill is made.</summary>
public sealed record DrillOptions
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The folder in which the empty place is made; null: the system's folder for temporary files. It has to have room for the whole snapshot.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// A command of the user's own, for a shell; its exit code counts. It finds the restored place in <c>STEWARD_DRILL_FOLDER</c>, the snapshot's id in
    /// <c>STEWARD_DRILL_SNAPSHOT</c>, and a restored PostgreSQL server in <c>PGHOST</c>, <c>PGPORT</c> and <c>PGUSER</c>.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>What kinds of sources need beside files; null: <see cref="AllDrills.All"/>.</summary>
    public IReadOnlyList<IDrill>? Drills { get; init; }
}
