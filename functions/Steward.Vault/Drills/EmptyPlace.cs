using Steward.Kernel;
using Steward.Vault.Native;
using Steward.Vault.Sources.Databases;

namespace Steward.Vault.Drills;

/// <summary>An empty folder for a drill, which goes away with all that was restored into it, write-protected folders included.</summary>
internal sealed class EmptyPlace : IDisposable
{
    private const string Name = "drill-";
    private readonly TemporaryFolder? _temporary;
    private readonly FileStream? _held;
    private readonly string _root;

    /// <summary>Makes it. Conflict when the same drill is under way there.</summary>
    /// <param name="below">The folder that it is made in, where what killed drills left goes first; null: a new one among the system's temporary files.</param>
    /// <param name="name">The drill's name.</param>
    public EmptyPlace(string? below, string name)
    {
        if (below is null)
        {
            _temporary = new TemporaryFolder();
            _root = _temporary.Path;
        }
        else
        {
            Directory.CreateDirectory(below);
            Leftovers.Remove(below, Name);
            _root = Path.Combine(below, Name + name);
            _held = Hold(_root);
            FolderRemoval.Remove(_root);
            Leftovers.Make(_root);
        }

        Folder = Path.Combine(_root, "restored");
    }

    /// <summary>The folder to restore into; not there yet.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary is null) FolderRemoval.Remove(_root);
        _temporary?.Dispose();
        _held?.Dispose();
    }

    private static FileStream Hold(string root)
    {
        try
        {
            return Leftovers.HoldAgain(root);
        }
        catch (IOException failure)
        {
            throw new StewardException(FailureKind.Conflict, $"A drill of this snapshot is under way in '{Path.GetDirectoryName(root)}': wait for it, or choose another folder.", failure);
        }
    }
}
