namespace Steward.Vault.Backing;

/// <summary>Counts what is done, from several threads, and tells it ten times a second at most.</summary>
internal sealed class ProgressMeter(IProgress<VaultProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private long _files, _bytes, _told = time.GetTimestamp();

    /// <summary>Files in all, when known.</summary>
    public long? TotalFiles { get; set; }

    /// <summary>Bytes in all, when known.</summary>
    public long? TotalBytes { get; set; }

    /// <summary>What is done now.</summary>
    public string Doing { get; set; } = "";

    public void AddFile()
    {
        Interlocked.Increment(ref _files);
        Tell();
    }

    public void AddBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Tell();
    }

    /// <summary>Tells it now.</summary>
    public void Now() => progress?.Report(new VaultProgress(Interlocked.Read(ref _files), Interlocked.Read(ref _bytes), TotalFiles, TotalBytes, Doing));

    private void Tell()
    {
        if (progress is null || time.GetElapsedTime(Interlocked.Read(ref _told)) < Every || !_lock.TryEnter()) return;
        try
        {
            Interlocked.Exchange(ref _told, time.GetTimestamp());
            Now();
        }
        finally
        {
            _lock.Exit();
        }
    }
}
