using Steward.Kernel;
using Steward.Stages.Security.Seats;

namespace Steward.TestKit.Seats;

/// <summary>The real store, which stops answering after some licences were written.</summary>
public sealed class BreakingSeatStore(ISeatStore store, int writes) : ISeatStore
{
    private int _left = writes;

    /// <summary>True: nor can it be noted any more that an import is left, as after kill -9.</summary>
    public bool IsMute { get; set; }

    public Task<IReadOnlyList<StoredSeats>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    public Task<StoredSeats?> FindAsync(string id, CancellationToken cancellation) => store.FindAsync(id, cancellation);

    // A licence is written twice: with its evidence, and without it when that stands in the ledger.
    public Task<bool> TryWriteAsync(LicenceSeats seats, string? version, CancellationToken cancellation) =>
        seats.Outbox.Count > 0 && _left-- == 0 ? throw StewardException.Unavailable("Storage does not answer.") : store.TryWriteAsync(seats, version, cancellation);

    public bool Fits(LicenceSeats seats) => store.Fits(seats);

    public Task<StoredImport?> FindImportAsync(CancellationToken cancellation) => store.FindImportAsync(cancellation);

    public Task<string?> TryBeginImportAsync(PendingImport import, string? version, CancellationToken cancellation) =>
        IsMute && import.IsLeft ? throw StewardException.Unavailable("Storage does not answer.") : store.TryBeginImportAsync(import, version, cancellation);

    public Task EndImportAsync(string version, CancellationToken cancellation) => store.EndImportAsync(version, cancellation);
}
