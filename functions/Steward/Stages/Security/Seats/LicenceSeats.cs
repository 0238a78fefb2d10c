using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Seats;

/// <summary>A licence with everybody who has or had a seat of it.</summary>
public sealed record LicenceSeats
{
    /// <summary>The most assignments of one licence, returned ones included.</summary>
    public const int MaxAssignments = 20_000;

    /// <summary>The licence as it is.</summary>
    public required SeatLicence Licence { get; init; }

    /// <summary>What its terms were before, oldest first.</summary>
    public IReadOnlyList<FormerTerms> Former { get; init; } = [];

    /// <summary>The assignments, in the order in which they were made.</summary>
    public IReadOnlyList<SeatAssignment> Assignments { get; init; } = [];

    /// <summary>Where it comes from: <c>csv</c>, <c>github:acme</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Counts its changes, from 1.</summary>
    public long Revision { get; init; }

    /// <summary>The import that changed it last: one that was broken off and is taken up again does not do its part twice. Null: none.</summary>
    public string? Import { get; init; }

    /// <summary>Evidence of the last changes that may not stand in the ledger yet: it is kept with the change itself, so that none is lost between the two.</summary>
    public IReadOnlyList<Evidence> Outbox { get; init; } = [];

    /// <summary>The active assignments.</summary>
    public IEnumerable<SeatAssignment> Active => Assignments.Where(a => a.IsActive);

    /// <summary>The active assignment of a person, whatever door they came through; null when there is none.</summary>
    public SeatAssignment? Of(string person) => Active.FirstOrDefault(a => Person.AreSame(a.Person, person));
}

/// <summary>Terms that were replaced.</summary>
/// <param name="Licence">The licence as it was.</param>
/// <param name="Until">The day on which it was replaced.</param>
public sealed record FormerTerms(SeatLicence Licence, DateOnly Until);

/// <summary>A licence as it was read.</summary>
/// <param name="Seats">The licence.</param>
/// <param name="Version">What it is replaced by: a version of the store.</param>
public sealed record StoredSeats(LicenceSeats Seats, string Version);

/// <summary>Where the inventory is kept: one for the installation. Unavailable when storage does not answer.</summary>
public interface ISeatStore
{
    /// <summary>Every licence, by id.</summary>
    Task<IReadOnlyList<StoredSeats>> ListAsync(CancellationToken cancellation);

    /// <summary>One licence, or null.</summary>
    Task<StoredSeats?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Writes a licence: a new one (version null), or in place of the version that was read. False when somebody was faster.</summary>
    Task<bool> TryWriteAsync(LicenceSeats seats, string? version, CancellationToken cancellation);

    /// <summary>True when a licence is small enough to be kept.</summary>
    bool Fits(LicenceSeats seats);

    /// <summary>The import that was begun and has not ended, or null.</summary>
    Task<StoredImport?> FindImportAsync(CancellationToken cancellation);

    /// <summary>Notes that an import begins (version null: when no other is under way), or in place of the version that was read. Answers with its version; null when somebody was faster.</summary>
    Task<string?> TryBeginImportAsync(PendingImport import, string? version, CancellationToken cancellation);

    /// <summary>Notes that an import has ended; nothing happens when another one took its place.</summary>
    Task EndImportAsync(string version, CancellationToken cancellation);
}
