using System.Text;
using Steward.Source;

namespace Steward.Stages.Release.Code;

/// <summary>
/// The entries of a tree whose content is not what it seems: a submodule is another repository, a link leads elsewhere, and a file of Git LFS is a pointer to
/// content that is not in the repository (git-lfs, docs/spec.md). What nothing here can look at stays unprocessed, by name.
/// </summary>
/// <param name="source">Reads the small blobs that say so.</param>
internal sealed class SpecialEntries(ISource source)
{
    public const string Submodule = "submodule";
    public const string Link = "link";
    public const string Lfs = "lfs";

    private const string Attributes = ".gitattributes";
    private const int MaxPointer = 1024;
    private const int MaxAttributes = 64 * 1024;
    private const int MaxRead = 1_000;
    private int _read;

    /// <summary>Why entries cannot be taken for processed, by path; the rules that hold for entries that can stand under null.</summary>
    public async Task<IReadOnlyDictionary<string, SpecialEntry>> FindAsync(IReadOnlyList<TreeEntry> tree, CancellationToken cancellation)
    {
        var found = new Dictionary<string, SpecialEntry>(StringComparer.Ordinal);
        var patterns = await LfsPatternsAsync(tree, cancellation);
        foreach (var entry in tree)
        {
            if (entry.Kind == EntryKind.Submodule) found[entry.Path] = new SpecialEntry(Submodule, "it is a commit of another repository, which nothing here has looked at");
            else if (entry.Kind == EntryKind.SymbolicLink) found[entry.Path] = await LinkAsync(entry, cancellation);
            else if (entry.Size < MaxPointer && patterns.Exists(p => p.Fits(entry.Path)) && await IsPointerAsync(entry, cancellation))
                found[entry.Path] = new SpecialEntry(Lfs, "it is a pointer of Git LFS: the content is not in the repository, and nothing here has looked at it");
        }

        return found;
    }

    private async Task<SpecialEntry> LinkAsync(TreeEntry entry, CancellationToken cancellation)
    {
        if (await TextAsync(entry, cancellation) is not { } target) return new SpecialEntry(Link, "it is a link, and there are too many or too long ones to be followed");
        var isOut = target.StartsWith('/') || target.Contains('\\') || target.Contains(':') || LeavesTree(entry.Path, target);
        return new SpecialEntry(Link, isOut ? "it is a link that leads out of the repository" : null);
    }

    private static bool LeavesTree(string path, string target)
    {
        var depth = path.Count(c => c == '/');
        foreach (var part in target.Split('/'))
        {
            if (part == "..") depth--;
            else if (part is not ("." or "")) depth++;
            if (depth < 0) return true;
        }

        return false;
    }

    private async Task<bool> IsPointerAsync(TreeEntry entry, CancellationToken cancellation) =>
        await TextAsync(entry, cancellation) is not { } text || text.StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal);

    private async Task<string?> TextAsync(TreeEntry entry, CancellationToken cancellation) => ++_read > MaxRead || entry.Size > MaxPointer * 4
        ? null
        : Encoding.UTF8.GetString(await source.ReadBlobAsync(entry.Blob, MaxPointer * 4, entry.Path, cancellation));

    private async Task<List<PathPattern>> LfsPatternsAsync(IReadOnlyList<TreeEntry> tree, CancellationToken cancellation)
    {
        var found = new List<PathPattern>();
        var files = tree.Where(e => Path.GetFileName(e.Path) == Attributes && e.Kind is EntryKind.File or EntryKind.Executable && e.Size <= MaxAttributes);
        foreach (var file in files.Where(f => Path.GetFileName(f.Path) == Attributes).Take(MaxRead))
        {
            var text = Encoding.UTF8.GetString(await source.ReadBlobAsync(file.Blob, MaxAttributes, file.Path, cancellation));
            var folder = file.Path[..^Attributes.Length];
            foreach (var words in text.Split('\n').Select(l => l.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)))
            {
                if (words.Length < 2 || words[0][0] == '#' || !words.Contains("filter=lfs")) continue;
                found.Add(new PathPattern(folder + (words[0].Contains('/') ? words[0].TrimStart('/') : $"**/{words[0]}")));
            }
        }

        return found;
    }
}

/// <summary>What is special about an entry.</summary>
/// <param name="Rule">The rule: submodule, link or lfs.</param>
/// <param name="Unprocessed">Why nothing can have processed it, as the end of a sentence; null where it is looked at like any file.</param>
internal sealed record SpecialEntry(string Rule, string? Unprocessed);
