using Steward.Kernel;
using Steward.Vault.Native;

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
            FolderRemoval.Remove(_root);
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
        FolderRemoval.Remove(_root);
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
}
