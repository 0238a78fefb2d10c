namespace Steward.Policy.Proposals;

/// <summary>A repository's files as far as a proposal needs them.</summary>
public sealed class RepositoryPicture
{
    private readonly Func<string, string?> _read;

    /// <summary>Creates the picture.</summary>
    /// <param name="paths">The files' paths, with forward slashes; without build outputs and installed packages.</param>
    /// <param name="read">Reads a small text file; null when it is not there, not text or too large.</param>
    public RepositoryPicture(IEnumerable<string> paths, Func<string, string?> read) =>
        (Paths, _read) = ([.. paths.Order(StringComparer.Ordinal)], read);

    /// <summary>The files' paths, sorted.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The files with one of some names, in any folder, those nearest to the top first.</summary>
    public IReadOnlyList<string> Named(params string[] names) =>
        [.. Paths.Where(p => names.Contains(Path.GetFileName(p), StringComparer.OrdinalIgnoreCase)).OrderBy(p => p.Count(c => c == '/'))];

    /// <summary>The files whose names end in one of some ways.</summary>
    public IReadOnlyList<string> Ending(params string[] endings) =>
        [.. Paths.Where(p => endings.Any(e => p.EndsWith(e, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>The text of a file, or null.</summary>
    public string? Read(string path) => _read(path);

    /// <summary>The text of a file at the top of the repository, or null.</summary>
    public string? ReadTop(string name) => Paths.Contains(name) ? _read(name) : null;

    /// <summary>The folder of a file; empty for the top.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
}
