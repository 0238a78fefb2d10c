using System.Runtime.InteropServices;

namespace Steward.Vault.Native;

/// <summary>Flags of openat(2). Three of them differ between processors.</summary>
internal static class OpenFlags
{
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    public const int Read = 0, Write = 1, ReadWrite = 2;
    public const int Create = 0x40, New = 0x80, NonBlocking = 0x800, CloseOnExec = 0x80000, PathOnly = 0x200000;

    public static readonly int Folder = Arm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = Arm ? 0x8000 : 0x20000;
}
