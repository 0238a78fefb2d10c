using Azure;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;

namespace Steward.Azure.Snapshots;

/// <summary>Snapshots of Steward's tables as blobs of the same account.</summary>
/// <param name="account">The account.</param>
/// <param name="time">The clock.</param>
public sealed class BlobTableArchive(StorageAccount account, TimeProvider time) : ITableArchive
{
    private readonly SnapshotFiles _files = new(account);

    /// <inheritdoc/>
    public Task<StoredSnapshot> TakeAsync(string stamp, CancellationToken cancellation) =>
        GuardAsync(() => new SnapshotTaker(account, _files, time).TakeAsync(SnapshotStamp.Check(stamp), cancellation));

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSnapshot>> ListAsync(int count, CancellationToken cancellation) =>
        GuardAsync(() => _files.NewestAsync(count, cancellation));

    /// <inheritdoc/>
    public Task<RestoreReport> RestoreAsync(string stamp, string prefix, IProgress<RestoreProgress>? progress, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            var target = account.Beside(prefix);
            if (target.Prefix == account.Prefix) throw StewardException.Invalid($"A snapshot is not restored over the tables it was taken of: use another prefix than '{prefix}'.");
            var snapshot = await _files.FindAsync(SnapshotStamp.Check(stamp), cancellation)
                ?? throw StewardException.NotFound($"There is no snapshot {stamp}, or it was never finished. 'steward snapshots list' shows those there are.");
            return await new SnapshotRestorer(_files, snapshot, target, progress).RunAsync(cancellation);
        });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException refused) when (refused.Status is 401 or 403)
        {
            throw new StewardException(FailureKind.Forbidden, "Storage refuses the credentials. Check the connection string, or the identity's roles.", refused);
        }
    }
}
