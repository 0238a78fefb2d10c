using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources.Folders.Patterns;

namespace Steward.Vault.Sources.Folders.Portable;

/// <summary>Walks a tree in the order of a listing, by .NET's own calls.</summary>
internal sealed class PortableWalk(FolderOptions options, SourceProblems problems, IgnoreRules rules)
{
    private const int Everything = 0xFFF;

    private readonly Stack<(IEnumerator<FileSystemInfo> Left, EntryPath Below, EntryPath Path, IgnoreRules Rules)> _folders = [];

    /// <summary>The root and everything below it; a link at the root is followed.</summary>
    public IEnumerable<SourceEntry> Entries(string root, EntryPath at)
    {
        if (!Directory.Exists(root))
        {
            yield return FileOf(new FileInfo(root), at);
            yield break;
        }

        var folder = new DirectoryInfo(root);
        yield return new SourceEntry(Describe(folder, at, EntryKind.Directory), null);
        Enter(folder, default, at, rules);
        while (_folders.TryPeek(out var above))
        {
            if (!above.Left.MoveNext()) _folders.Pop();
            else if (Next(above.Left.Current, above) is { } entry) yield return entry;
        }
    }

    private SourceEntry? Next(FileSystemInfo item, (IEnumerator<FileSystemInfo> Left, EntryPath Below, EntryPath Path, IgnoreRules Rules) above)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var (below, path) = (above.Below.Below(name), above.Path.Below(name));
        try
        {
            var folder = item is DirectoryInfo && item.LinkTarget is null;
            if (above.Rules.LeavesOut(below.Bytes.Span, folder) || options.Without.Contains(item.FullName)) return null;
            if (item.LinkTarget is { } target) return new SourceEntry(Describe(item, path, EntryKind.SymbolicLink) with { Target = Encoding.UTF8.GetBytes(target) }, null);
            if (!folder) return FileOf((FileInfo)item, path);
            Enter((DirectoryInfo)item, below, path, above.Rules);
            return new SourceEntry(Describe(item, path, EntryKind.Directory), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{Texts.Clip(path.ToString(), 400)}' is not in the snapshot: {failure.Message}");
            return null;
        }
    }

    private void Enter(DirectoryInfo folder, EntryPath below, EntryPath path, IgnoreRules above)
    {
        try
        {
            var items = folder.GetFileSystemInfos();
            var keys = items.Select(i => Encoding.UTF8.GetBytes(i.Name)).ToArray();
            Array.Sort(keys, items, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
            _folders.Push((((IEnumerable<FileSystemInfo>)items).GetEnumerator(), below, path, RulesOf(folder, below, above)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"What is in '{Texts.Clip(path.ToString(), 400)}' is not in the snapshot: {failure.Message}");
        }
    }

    private IgnoreRules RulesOf(DirectoryInfo folder, EntryPath below, IgnoreRules above)
    {
        foreach (var file in options.IgnoreFiles.Select(name => new FileInfo(Path.Combine(folder.FullName, name))).Where(f => f.Exists && f.LinkTarget is null))
        {
            if (file.Length > IgnoreFile.MaxBytes) problems.Add($"'{file.FullName}' is larger than 1 MiB: what it would leave out is backed up.");
            else above = above.With(below.Bytes.Span, IgnoreFile.Parse(File.ReadAllBytes(file.FullName)));
        }

        return above;
    }

    private static SourceEntry FileOf(FileInfo file, EntryPath path)
    {
        var entry = Describe(file, path, EntryKind.File) with { Size = file.Length };
        return new SourceEntry(entry, file.Length == 0 ? null : () => new PortableContent(file.FullName));
    }

    private static Entry Describe(FileSystemInfo item, EntryPath path, EntryKind kind) => new()
    {
        Path = path, Kind = kind, Mode = OperatingSystem.IsWindows() ? 0 : ModeOf(item, kind), Modified = PortableTime.Of(item.LastWriteTimeUtc),
    };

    // Of a link it would be that of its target, or -1 where there is none; links have none of their own.
    private static int ModeOf(FileSystemInfo item, EntryKind kind) => kind == EntryKind.SymbolicLink ? Everything : (int)item.UnixFileMode & Everything;
}
