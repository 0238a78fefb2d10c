using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;

namespace Steward.Vault.Sources.Folders.Linux;

/// <summary>Files of Linux, by its own calls: names as bytes, times to the nanosecond, extended attributes, holes, hard links, devices.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxFolderSource : IBackupSource
{
    private readonly FolderOptions _options;
    private readonly IReadOnlyList<string> _roots, _missing;

    public LinuxFolderSource(FolderOptions options)
    {
        (_options, _roots) = (options, options.Roots());
        _missing = FolderOptions.MissingOf(_roots);
    }

    public string Kind => FolderSource.Kind;

    public IReadOnlyList<string> Paths => _roots;

    public IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string>();

    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var missing in _missing) problems.Add($"'{Texts.Clip(missing, 400)}' is not there, so it is not in the snapshot.");
        var context = new LinuxContext(_options, problems);
        foreach (var (path, at) in Placed().Where(r => !_missing.Contains(r.Path)).OrderBy(r => r.At))
        {
            if (Begin(context, path, at) is not { } entries) continue;
            foreach (var above in context.Above(at)) yield return above;
            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    // One path of several that cannot be opened hides no other; the only one is no backup.
    private IEnumerable<SourceEntry>? Begin(LinuxContext context, string path, EntryPath at)
    {
        try
        {
            return Walk(context, path, at);
        }
        catch (IOException failure)
        {
            var sentence = $"'{Texts.Clip(path, 400)}' cannot be read ({failure.Message})";
            if (_roots.Count == 1) throw StewardException.Invalid($"{sentence}, so nothing was backed up: run this as a user who may read it.");
            context.Problems.Add($"{sentence}, so it is not in the snapshot.");
            return null;
        }
    }

    private static IEnumerable<SourceEntry> Walk(LinuxContext context, string path, EntryPath at)
    {
        var stat = LinuxFiles.Stat(path);
        if (stat.Type == LinuxStat.TypeFolder) return new LinuxWalk(context, LinuxFiles.Open(path, OpenFlags.Folder), at).Entries(stat);
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var parent = LinuxFiles.Open(Path.GetDirectoryName(real)!, OpenFlags.Folder);
        return new LinuxWalk(context, parent, default).Single(Encoding.UTF8.GetBytes(Path.GetFileName(real)), at);
    }

    private IEnumerable<(string Path, EntryPath At)> Placed()
    {
        if (_roots.Count == 1) return [(_roots[0], Directory.Exists(_roots[0]) ? default : EntryPath.Of(Path.GetFileName(_roots[0])))];
        return _roots.Select(r => (r, EntryPath.Of(r.TrimStart('/'))));
    }
}
