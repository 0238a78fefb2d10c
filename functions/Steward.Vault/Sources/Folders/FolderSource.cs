using Steward.Vault.Sources.Folders.Linux;
using Steward.Vault.Sources.Folders.Portable;

namespace Steward.Vault.Sources.Folders;

/// <summary>Files and folders of this machine.</summary>
public static class FolderSource
{
    /// <summary>The kind that stands in snapshots.</summary>
    public const string Kind = "folder";

    /// <summary>The source for the system that this runs on. Invalid when no path is named; NotFound when one is not there.</summary>
    public static IBackupSource Open(FolderOptions options) => OperatingSystem.IsLinux() ? new LinuxFolderSource(options) : new PortableFolderSource(options);
}
