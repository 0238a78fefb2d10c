using Steward.Kernel;

namespace Steward.Vault.Drills;

/// <summary>An empty folder for a drill, which goes away with all that was restored into it, write-protected folders included.</summary>
internal sealed class EmptyPlace : IDisposable
{
    private readonly string _root;
    private readonly FileStream? _held;

    /// <summary>Makes it. Conflict when the same drill is under way there.</summary>
    /// <param name="below">The folder that it is made in, where what a killed drill of the same name left goes first; null: a new one among the system's temporary files.</param>
    /// <param name="name">The drill's name.</param>
    public EmptyPlace(string? below, string name)
    {
        if (below is null)
        {
            _root = Directory.CreateTempSubdirectory("steward-drill-").FullName;
        }
        else
        {
            Directory.CreateDirectory(below);
            _root = Path.Combine(below, $"drill-{name}");
            _held = Hold(_root + ".lock");
            Remove(_root);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_root);
            else Directory.CreateDirectory(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Folder = Path.Combine(_root, "restored");
    }

    /// <summary>The folder to restore into; not there yet.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove(_root);
        _held?.Dispose();
    }

    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        }
        catch (IOException failure)
        {
            throw new StewardException(FailureKind.Conflict, $"A drill of this snapshot is under way in '{Path.GetDirectoryName(file)}': wait for it, or choose another folder.", failure);
        }
    }

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            Open(folder);
            Directory.Delete(folder, recursive: true);
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
