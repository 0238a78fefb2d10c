using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring.Linux;

/// <summary>A file that is written. One that replaces another has a name of its own until it is complete.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxTargetFile : IRestoreFile
{
    private readonly SafeFileHandle _folder, _file;
    private readonly byte[] _name;
    private readonly byte[]? _takes;
    private readonly LinuxDescriber _describer;
    private long _end;
    private bool _complete;

    private LinuxTargetFile(SafeFileHandle folder, byte[] name, byte[]? takes, LinuxDescriber describer)
    {
        (_folder, _name, _takes, _describer) = (folder, name, takes, describer);
        try
        {
            // Nobody else reads it before it has its own permissions.
            _file = LinuxFiles.OpenAt(folder, name, OpenFlags.Write | OpenFlags.Create | OpenFlags.New, 0x180);
        }
        catch (LinuxError failure)
        {
            throw LinuxCalls.Told(failure);
        }
    }

    public static LinuxTargetFile Begin(SafeFileHandle folder, ReadOnlySpan<byte> name, bool replace, LinuxDescriber describer)
    {
        if (!replace) return new LinuxTargetFile(folder, name.ToArray(), null, describer);
        // The same name for the same file: what a try that was killed left is taken away by the next.
        var own = Encoding.ASCII.GetBytes($".steward-restore-{Convert.ToHexStringLower(SHA256.HashData(name)[..8])}");
        LinuxCalls.Remove(folder, own);
        return new LinuxTargetFile(folder, own, name.ToArray(), describer);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* from = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                var written = Libc.Write(_file, from + done, bytes.Length - done, offset + done);
                if (written >= 0) done += written;
                else if (Marshal.GetLastPInvokeError() != LinuxError.Interrupted) throw LinuxCalls.Told(LinuxCalls.Failed("write"));
            }
        }

        _end = Math.Max(_end, offset + bytes.Length);
    }

    public void Complete(Entry entry, SourceProblems problems)
    {
        if (_end < entry.Size && Libc.Truncate(_file, entry.Size) != 0) throw LinuxCalls.Told(LinuxCalls.Failed("give it its length"));
        _describer.Open(_file, entry, problems);
        if (_takes is not null) Rename(_takes);
        _complete = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_complete) LinuxCalls.Remove(_folder, _name);
    }

    private void Rename(byte[] takes)
    {
        fixed (byte* own = LinuxFiles.Terminated(_name), wanted = LinuxFiles.Terminated(takes))
        {
            if (Libc.Rename(_folder, own, _folder, wanted) == 0) return;
            var failed = LinuxCalls.Failed("put it into its place");
            if (failed.Number != LinuxError.IsFolder) throw failed;
            LinuxCalls.Remove(_folder, takes);
            if (Libc.Rename(_folder, own, _folder, wanted) != 0) throw LinuxCalls.Failed("put it into its place");
        }
    }
}
