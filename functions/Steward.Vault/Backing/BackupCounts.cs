using Steward.Vault.Entries;

namespace Steward.Vault.Backing;

/// <summary>What a backup counts while it runs.</summary>
internal sealed class BackupCounts
{
    private long _filesRead, _bytesRead;

    /// <summary>Files that the walk has met, and their bytes.</summary>
    public long SeenFiles { get; private set; }

    public long SeenBytes { get; private set; }

    /// <summary>What stands in the listing.</summary>
    public long Entries { get; private set; }

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Files whose content was read, and how much that was.</summary>
    public long FilesRead => Interlocked.Read(ref _filesRead);

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void Saw(Entry entry)
    {
        if (!IsFile(entry)) return;
        SeenFiles++;
        SeenBytes += entry.Size;
    }

    public void Read(Entry entry)
    {
        Interlocked.Increment(ref _filesRead);
        Interlocked.Add(ref _bytesRead, entry.Size - entry.Holes.Sum(h => h.Length));
    }

    public void Listed(Entry entry)
    {
        Entries++;
        if (!IsFile(entry)) return;
        Files++;
        if (entry.Kind == EntryKind.File) Bytes += entry.Size;
    }

    /// <summary>A further name of a file is a file to people.</summary>
    public static bool IsFile(Entry entry) => entry.Kind is EntryKind.File or EntryKind.HardLink;
}
