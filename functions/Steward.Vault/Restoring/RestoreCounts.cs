using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Restoring;

/// <summary>What a restore counts, from several threads.</summary>
internal sealed class RestoreCounts(string target)
{
    private long _entries, _files, _bytes, _kept, _failed;

    public void Done(Entry entry)
    {
        Interlocked.Increment(ref _entries);
        if (!Backing.BackupCounts.IsFile(entry)) return;
        Interlocked.Increment(ref _files);
        if (entry.Kind == EntryKind.File) Interlocked.Add(ref _bytes, entry.Size);
    }

    public void Kept() => Interlocked.Increment(ref _kept);

    public void Failed() => Interlocked.Increment(ref _failed);

    public RestoreOutcome Outcome(IReadOnlyList<string> problems) => new(_entries, _files, _bytes, _kept, _failed, problems);

    /// <summary>The failure that a full disk is.</summary>
    public StewardException Full(Entry entry, DiskFullException full) => StewardException.Unavailable(
        $"The disk of '{target}' is full. {Texts.Count(Interlocked.Read(ref _files), "file")} ({Interlocked.Read(ref _bytes)} bytes) are complete; '{Texts.Clip(entry.Path.ToString(), 200)}' is not, nor what comes behind it. Make room and give the same command again: it goes on.", full);
}
