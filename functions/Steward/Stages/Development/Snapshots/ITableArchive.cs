namespace Steward.Stages.Development.Snapshots;

/// <summary>Where snapshots of Steward's tables lie.</summary>
/// <remarks>Errors: Invalid for stamps and prefixes that cannot be, NotFound for a snapshot that is not there, Unavailable when storage does not answer.</remarks>
public interface ITableArchive
{
    /// <summary>Takes a snapshot of every table. Safe to repeat: a stamp that has its manifest is answered as it is, one that was broken off goes on.</summary>
    Task<StoredSnapshot> TakeAsync(string stamp, CancellationToken cancellation);

    /// <summary>The newest snapshots that count, newest first.</summary>
    Task<IReadOnlyList<StoredSnapshot>> ListAsync(int count, CancellationToken cancellation);

    /// <summary>
    /// Writes a snapshot's rows into the tables of another prefix and compares them with it. Every file is checked before the first row is
    /// written. Refused (Conflict) when a table of that prefix has rows, unless they are of this same restore, broken off.
    /// </summary>
    Task<RestoreReport> RestoreAsync(string stamp, string prefix, IProgress<RestoreProgress>? progress, CancellationToken cancellation);
}

/// <summary>How far a restore is.</summary>
/// <param name="Doing">What is done now: <c>checking Ledger</c>.</param>
/// <param name="Done">Rows checked, written and compared so far.</param>
/// <param name="Total">Rows to check, write and compare in all.</param>
public sealed record RestoreProgress(string Doing, long Done, long Total);

/// <summary>What a restore came to.</summary>
/// <param name="Stamp">The snapshot.</param>
/// <param name="Manifest">SHA-256 of its manifest, to be compared with the ledger's.</param>
/// <param name="Into">The prefix restored into.</param>
/// <param name="Verdict">Whether every table is as the snapshot says.</param>
/// <param name="Resumed">True when a restore that was broken off went on.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Tables">The tables by name.</param>
public sealed record RestoreReport(
    string Stamp, string Manifest, string Into, RestoreVerdict Verdict, bool Resumed, long Rows, IReadOnlyList<RestoredTable> Tables);

/// <summary>One table, restored and compared.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Rows">The rows that it has now.</param>
/// <param name="Verdict">Whether it is as the snapshot says.</param>
public sealed record RestoredTable(string Name, long Rows, RestoreVerdict Verdict);

/// <summary>How what was restored compares with the snapshot.</summary>
public enum RestoreVerdict
{
    /// <summary>Row for row the same.</summary>
    Same,

    /// <summary>Not the same.</summary>
    Differs,
}
