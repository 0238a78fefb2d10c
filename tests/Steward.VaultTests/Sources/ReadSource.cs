using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Xunit;

namespace Steward.VaultTests.Sources;

/// <summary>Reads a source as a backup does: entries in their order, each content to its end.</summary>
internal sealed class ReadSource
{
    private ReadSource(IReadOnlyList<Entry> entries, Dictionary<string, byte[]> contents, IReadOnlyList<string> problems) =>
        (Entries, Contents, Problems) = (entries, contents, problems);

    public IReadOnlyList<Entry> Entries { get; }

    public Dictionary<string, byte[]> Contents { get; }

    public IReadOnlyList<string> Problems { get; }

    public static async Task<ReadSource> AllAsync(IBackupSource source)
    {
        var (entries, contents, problems) = (new List<Entry>(), new Dictionary<string, byte[]>(), new SourceProblems());
        await foreach (var found in source.EntriesAsync(problems, CancellationToken.None))
        {
            var entry = found.Entry;
            if (entry.Kind == EntryKind.File) (entry, contents[$"{entry.Path}"]) = Read(found);
            entries.Add(entry);
        }

        for (var i = 1; i < entries.Count; i++) Assert.True(entries[i - 1].Path.CompareTo(entries[i].Path) < 0, $"{entries[i].Path} stands behind {entries[i - 1].Path}");
        return new ReadSource(entries, contents, problems.Told);
    }

    /// <summary>Writes folders and files below a folder, as a restore does.</summary>
    public string WriteTo(string folder)
    {
        foreach (var entry in Entries)
        {
            var path = Path.Combine(folder, $"{entry.Path}");
            if (entry.Kind == EntryKind.Directory) Directory.CreateDirectory(path);
            else File.WriteAllBytes(path, Contents[$"{entry.Path}"]);
        }

        return folder;
    }

    private static (Entry Entry, byte[] Content) Read(SourceEntry found)
    {
        if (found.Open is null) return (found.Entry, []);
        using var content = found.Open();
        var (all, part) = (new MemoryStream(), new byte[65_536]);
        for (int read; (read = content.Read(part)) > 0;) all.Write(part, 0, read);
        var entry = content.Complete(found.Entry);
        Assert.Equal(all.Length, entry.Size);
        return (entry, all.ToArray());
    }
}
