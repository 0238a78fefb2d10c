namespace Steward.Vault.Drills;

/// <summary>An empty folder for a drill, which goes away with all that was restored into it, write-protected folders included.</summary>
internal sealed class EmptyPlace : IDisposable
{
    /// <summary>Makes it.</summary>
    /// <param name="below">The folder that it is made in; null: the system's for temporary files.</param>
    public EmptyPlace(string? below)
    {
        if (below is not null) Directory.CreateDirectory(below);
        var all = Directory.CreateTempSubdirectory("steward-drill-").FullName;
        if (below is null) Root = all;
        else
        {
            Root = Path.Combine(below, Path.GetFileName(all));
            Directory.Delete(all);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Root);
            else Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Folder = Path.Combine(Root, "restored");
    }

    /// <summary>The folder to restore into; not there yet.</summary>
    public string Folder { get; }

    private string Root { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            Open(Root);
            Directory.Delete(Root, recursive: true);
        }
    }

    // What was restored may forbid even its owner to change it.
    private static void Open(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in Directory.EnumerateDirectories(folder))
            if (new DirectoryInfo(below).LinkTarget is null) Open(below);
    }
}
