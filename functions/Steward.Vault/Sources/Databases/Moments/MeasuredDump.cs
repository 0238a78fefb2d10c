using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Databases.Moments;

/// <summary>
/// A dump, and beside it what the database held at its moment. Read to its end, it waits for the measuring, and makes it known to <see cref="MomentContent"/>;
/// a failure of either fails both.
/// </summary>
/// <param name="dump">The dump.</param>
/// <param name="measuring">The measuring, under way.</param>
/// <param name="known">Where the moment is made known.</param>
/// <param name="held">What has to live as long as both: the session that holds the moment.</param>
internal sealed class MeasuredDump(IContent dump, Task<byte[]> measuring, TaskCompletionSource<byte[]> known, IDisposable held) : IContent
{
    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        try
        {
            var read = dump.Read(into);
            if (read == 0 && !into.IsEmpty) known.TrySetResult(measuring.GetAwaiter().GetResult());
            return read;
        }
        catch (Exception failure)
        {
            // Who waits for the moment says the same.
            known.TrySetException(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => dump.Complete(entry);

    /// <inheritdoc/>
    public void Dispose()
    {
        dump.Dispose();
        held.Dispose();
        known.TrySetException(StewardException.Invalid("The dump was not read to its end, so what it held is not known."));
        // Nobody need look at them: their failure has been told by whoever read.
        _ = known.Task.Exception;
        _ = measuring.ContinueWith(static t => t.Exception, TaskScheduler.Default);
    }
}
