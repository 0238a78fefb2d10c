using Steward.Vault.Native;

namespace Steward.Vault.Sources.Databases;

/// <summary>
/// A folder that only this user can look into, and that goes away when disposed. A process that is killed cannot do that: the next one that makes such a folder
/// takes away what the dead ones left.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Name = "steward-work-";
    private readonly FileStream _held;

    /// <summary>Makes it.</summary>
    public TemporaryFolder()
    {
        var temporary = System.IO.Path.GetTempPath();
        Leftovers.Remove(temporary, Name);
        _held = Leftovers.Hold(System.IO.Path.Combine(temporary, Name), out var path);
        Path = path;
        try
        {
            Leftovers.Make(path);
        }
        catch
        {
            _held.Dispose();
            throw;
        }
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        FolderRemoval.Remove(Path);
        _held.Dispose();
    }
}
