using System.Runtime.InteropServices;

namespace Steward.Vault.Backing;

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Files">Files that are done.</param>
/// <param name="Bytes">Bytes of contents that are done; those of unchanged files count.</param>
/// <param name="TotalFiles">Files in all: of the snapshot before until the walk has ended; null where unknown.</param>
/// <param name="TotalBytes">Bytes in all, likewise.</param>
/// <param name="Doing">What is done now, for people.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VaultProgress(long Files, long Bytes, long? TotalFiles, long? TotalBytes, string Doing);
