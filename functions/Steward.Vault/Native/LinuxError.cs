using System.Runtime.InteropServices;

namespace Steward.Vault.Native;

/// <summary>An error of a call, as an <see cref="IOException"/> whose text is the system's own.</summary>
internal sealed class LinuxError : IOException
{
    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, NoAccess = 13, Exists = 17, NotFolder = 20, IsFolder = 21, Invalid = 22, NoSpace = 28, Range = 34, NotEmpty = 39, TooManyLinks = 40, NoData = 61, NotSupported = 95, QuotaExceeded = 122;

    private LinuxError(int number, string doing)
        : base($"{doing}: {Marshal.GetPInvokeErrorMessage(number)}") => Number = number;

    public int Number { get; }

    public bool IsFull => Number is NoSpace or QuotaExceeded;

    /// <summary>The error of the last call of this thread.</summary>
    public static LinuxError Last(string doing) => new(Marshal.GetLastPInvokeError(), doing);
}
