using System.Runtime.CompilerServices;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources.Folders.Patterns;

namespace Steward.Vault.Sources.Folders.Portable;

/// <summary>Files by what .NET knows of them on every system: names that are UTF-8, times to 100 nanoseconds, permissions where there are any, symbolic links. No owners, hard links, attributes and holes.</summary>
internal sealed class PortableFolderSource : IBackupSource
{
    private readonly FolderOptions _options;
    private readonly IReadOnlyList<string> _roots, _missing;

    public PortableFolderSource(FolderOptions options)
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
        var above = new HashSet<EntryPath>();
        foreach (var (root, at) in Placed().Where(r => !_missing.Contains(r.Path)).OrderBy(r => r.At))
        {
            foreach (var folder in Above(at).Where(above.Add)) yield return new SourceEntry(new Entry { Path = folder, Kind = EntryKind.Directory, Mode = 0b111_101_101 }, null);
            var walk = new PortableWalk(_options, problems, IgnoreRules.Of(_options.Patterns));
            foreach (var entry in walk.Entries(root, at))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    private IEnumerable<(string Path, EntryPath At)> Placed()
    {
        if (_roots.Count == 1) return [(_roots[0], Directory.Exists(_roots[0]) ? default : EntryPath.Of(Path.GetFileName(_roots[0])))];
        return _roots.Select(r => (r, EntryPath.Of(r.Replace('\\', '/').Replace(":", "", StringComparison.Ordinal).Trim('/'))));
    }

    private static IEnumerable<EntryPath> Above(EntryPath at)
    {
        if (at.Bytes.IsEmpty) yield break;
        yield return default;
        var text = Encoding.UTF8.GetString(at.Bytes.Span);
        for (var end = text.IndexOf('/'); end > 0; end = text.IndexOf('/', end + 1)) yield return EntryPath.Of(text[..end]);
    }
}
