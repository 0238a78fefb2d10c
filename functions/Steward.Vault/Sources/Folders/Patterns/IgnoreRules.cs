namespace Steward.Vault.Sources.Folders.Patterns;

/// <summary>
/// The rules of one folder of a walk: its own ignore files, those of the folders above, and before all of them the patterns of the command. The nearest file
/// that has a matching line decides. What is in a folder that was left out is never asked about, so it cannot be taken in again; git does the same.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly IgnoreRules? _above;
    private readonly IgnoreFile? _file;
    private readonly IgnoreFile _command;

    // The length of the folder's own path with its '/', in the paths that are asked about.
    private readonly int _base;

    private IgnoreRules(IgnoreRules? above, IgnoreFile? file, IgnoreFile command, int start) =>
        (_above, _file, _command, _base) = (above, file, command, start);

    /// <summary>The rules of the topmost folder.</summary>
    /// <param name="patterns">Patterns of the command, relative to the topmost folder.</param>
    public static IgnoreRules Of(IEnumerable<string> patterns) => new(null, null, IgnoreFile.Of(patterns), 0);

    /// <summary>The rules of a folder with an ignore file of its own.</summary>
    /// <param name="folder">Its path, empty for the topmost.</param>
    /// <param name="file">The file's lines.</param>
    public IgnoreRules With(ReadOnlySpan<byte> folder, IgnoreFile file) => new(this, file, _command, folder.IsEmpty ? 0 : folder.Length + 1);

    /// <summary>True when a path is left out.</summary>
    public bool LeavesOut(ReadOnlySpan<byte> path, bool isFolder)
    {
        if (_command.LeavesOut(path, isFolder) is { } said) return said;
        for (var rules = this; rules is not null; rules = rules._above)
            if (rules._file?.LeavesOut(path[rules._base..], isFolder) is { } decided) return decided;
        return false;
    }
}
