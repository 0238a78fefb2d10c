using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Sources.Folders.Patterns;

namespace Steward.Vault.Sources.Folders.Linux;

/// <summary>What the walks of one backup share: names of owners, hard links met before, what is left out.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxContext(FolderOptions options, SourceProblems problems)
{
    private readonly LinuxNames _names = new();
    private readonly HashSet<EntryPath> _above = [];
    private readonly Dictionary<FileKey, (EntryPath First, uint Left)> _links = [];
    private readonly HashSet<FileKey> _without = [.. options.Without.Where(Path.Exists).Select(p => LinuxFiles.Stat(p)).Select(s => new FileKey(s.FileSystem, s.Inode))];

    public FolderOptions Options => options;

    public SourceProblems Problems => problems;

    public IgnoreRules Rules { get; } = IgnoreRules.Of(options.Patterns);

    public bool IsWithout(in LinuxStat stat) => _without.Count > 0 && _without.Contains(new FileKey(stat.FileSystem, stat.Inode));

    /// <summary>The folders above a path of several, once each.</summary>
    public IEnumerable<SourceEntry> Above(EntryPath at)
    {
        var bytes = at.Bytes;
        for (var end = 0; end < bytes.Length; end++)
        {
            var cut = end == 0 ? 0 : bytes.Span[end] == '/' ? end : -1;
            if (cut < 0 || !_above.Add(new EntryPath(bytes[..cut]))) continue;
            var path = new EntryPath(bytes[..cut]);
            yield return new SourceEntry(EntryOf(path, EntryKind.Directory, LinuxFiles.Stat($"/{Encoding.UTF8.GetString(path.Bytes.Span)}")), null);
        }
    }

    /// <summary>The entry of a name, with everything but its content.</summary>
    public Entry Describe(SafeFileHandle folder, ReadOnlySpan<byte> name, EntryPath path, in LinuxStat stat, EntryKind kind)
    {
        if (kind != EntryKind.Directory && FirstName(stat, path) is { } first) return EntryOf(path, EntryKind.HardLink, stat) with { Target = first.Bytes };
        var entry = EntryOf(path, kind, stat);
        if (kind is EntryKind.CharacterDevice or EntryKind.BlockDevice) entry = entry with { Device = stat.Device };
        if (kind == EntryKind.SymbolicLink) entry = entry with { Target = LinuxFiles.ReadLink(folder, name) };
        var attributes = LinuxAttributes.Read(folder, name);
        return attributes.Count == 0 ? entry : entry with { Attributes = attributes };
    }

    private Entry EntryOf(EntryPath path, EntryKind kind, in LinuxStat stat) => new()
    {
        Path = path, Kind = kind, Mode = stat.Mode & 0xFFF, User = stat.User, Group = stat.Group,
        UserName = _names.User(stat.User), GroupName = _names.Group(stat.Group), Modified = stat.Modified, Changed = stat.Changed,
        Inode = stat.Inode, Size = kind == EntryKind.File ? stat.Size : 0,
    };

    // Kept only until the last of its names has come.
    private EntryPath? FirstName(in LinuxStat stat, EntryPath path)
    {
        if (stat.Links <= 1) return null;
        var key = new FileKey(stat.FileSystem, stat.Inode);
        if (!_links.TryGetValue(key, out var known))
        {
            _links.Add(key, (path, stat.Links - 1));
            return null;
        }

        if (known.Left <= 1) _links.Remove(key);
        else _links[key] = known with { Left = known.Left - 1 };
        return known.First;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FileKey(ulong FileSystem, ulong Inode);
}
