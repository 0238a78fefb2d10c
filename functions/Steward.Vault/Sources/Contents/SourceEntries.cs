using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Contents;

/// <summary>Entries that are no files of this machine: dumps, lists, what a server said.</summary>
internal static class SourceEntries
{
    // Read and write for the owner: dumps hold what their database protects.
    private const int FileMode = 0x180;
    private const int FolderMode = 0x1C0;

    /// <summary>A folder.</summary>
    public static SourceEntry Folder(string path, DateTimeOffset at) =>
        new(new Entry { Path = Checked(path), Kind = EntryKind.Directory, Mode = FolderMode, Modified = Nanoseconds(at) }, null);

    /// <summary>A file whose content is opened when its turn comes.</summary>
    public static SourceEntry File(string path, DateTimeOffset at, Func<IContent> open) =>
        new(new Entry { Path = Checked(path), Kind = EntryKind.File, Mode = FileMode, Modified = Nanoseconds(at) }, open);

    /// <summary>A file whose content is here.</summary>
    public static SourceEntry File(string path, DateTimeOffset at, byte[] content) => new(
        new Entry { Path = Checked(path), Kind = EntryKind.File, Mode = FileMode, Modified = Nanoseconds(at), Size = content.Length },
        content.Length == 0 ? null : () => new OpenStream(new MemoryStream(content, writable: false), path));

    /// <summary>The folders above a path that have not been told yet, outermost first.</summary>
    public static IEnumerable<SourceEntry> Above(string path, HashSet<string> told, DateTimeOffset at)
    {
        for (var i = path.IndexOf('/', StringComparison.Ordinal); i >= 0; i = path.IndexOf('/', i + 1))
            if (told.Add(path[..i])) yield return Folder(path[..i], at);
    }

    /// <summary>Nanoseconds since 1970, as entries tell times.</summary>
    public static long Nanoseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    private static EntryPath Checked(string path) => EntryPath.Checked(EntryPath.Of(path).Bytes);
}
