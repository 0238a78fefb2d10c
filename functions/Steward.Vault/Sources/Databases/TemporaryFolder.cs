using Steward.Vault.Native;

namespace Steward.Vault.Sources.Databases;

/// <summary>A folder that only this user can look into, and that goes away when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("steward-").FullName;

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => FolderRemoval.Remove(Path);
}
