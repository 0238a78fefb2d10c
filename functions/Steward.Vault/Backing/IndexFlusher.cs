using Steward.Vault.Chunks;

namespace Steward.Vault.Backing;

/// <summary>Writes the index every so often beside a backup, so that one that is killed goes on from there: what the index knows is not written again.</summary>
internal sealed class IndexFlusher(IChunkWriter writer, TimeProvider time)
{
    private const long Bytes = 512L << 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2), AtLatest = TimeSpan.FromSeconds(60);

    private long _bytes;
    private long _when = time.GetTimestamp();

    /// <summary>Runs until it is ended.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Look, time, ended).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            var stored = writer.Written.StoredBytes;
            if (ended.IsCancellationRequested || stored == _bytes || (stored - _bytes < Bytes && time.GetElapsedTime(_when) < AtLatest)) continue;
            await writer.FlushAsync(CancellationToken.None);
            (_bytes, _when) = (stored, time.GetTimestamp());
        }
    }
}
