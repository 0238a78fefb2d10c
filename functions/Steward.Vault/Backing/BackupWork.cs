using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>An entry on its way from the walk to the listing: done already, or read by a worker meanwhile.</summary>
internal sealed class BackupWork
{
    private readonly TaskCompletionSource<Entry?>? _read;
    private readonly Entry? _entry;

    private BackupWork(Entry entry) => (_entry, Path) = (entry, entry.Path);

    private BackupWork(SourceEntry source) => (Source, _read, Path) = (source, new TaskCompletionSource<Entry?>(TaskCreationOptions.RunContinuationsAsynchronously), source.Entry.Path);

    public EntryPath Path { get; }

    /// <summary>What is to be read; null when nothing is.</summary>
    public SourceEntry? Source { get; }

    /// <summary>The entry as it goes into the listing; null when it could not be read.</summary>
    public ValueTask<Entry?> Entry => _read is null ? ValueTask.FromResult(_entry) : new ValueTask<Entry?>(_read.Task);

    public static BackupWork Done(Entry entry) => new(entry);

    public static BackupWork ToRead(SourceEntry source) => new(source);

    public void Finish(Entry? entry) => _read!.SetResult(entry);
}
