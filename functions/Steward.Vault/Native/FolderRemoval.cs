namespace Steward.Vault.Native;

/// <summary>Removes folders with all that is in them, whatever was restored into them.</summary>
internal static class FolderRemoval
{
    /// <summary>Removes one; that there is none is no error.</summary>
    public static void Remove(string path)
    {
        if (!Directory.Exists(path)) return;
        if (OperatingSystem.IsLinux()) LinuxRemoval.Remove(path);
        else Directory.Delete(path, recursive: true);
    }
}
