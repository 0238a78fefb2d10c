using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring.Linux;

/// <summary>
/// Gives restored things their attributes: owner first (that clears set-user-id and capabilities), then extended attributes, permissions, times. Owners by root alone,
/// by name where this machine knows it, otherwise by number; without an owner of its own nothing gets set-user-id.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxDescriber
{
    private const int SetIds = 0xC00;
    private const long NanosOfSecond = 1_000_000_000;

    private readonly LinuxNames _names = new();
    private readonly bool _isRoot = Libc.EffectiveUser() == 0;

    /// <summary>An open file or folder.</summary>
    public void Open(SafeFileHandle file, Entry entry, SourceProblems problems)
    {
        if (_isRoot) Check(Libc.Own(file, UserOf(entry), GroupOf(entry)), entry, "owner", problems);
        if (entry.Attributes.Count > 0) SetAttributes(file, default, entry, problems);
        Check(Libc.Permit(file, (uint)Permissions(entry)), entry, "permissions", problems);
        var times = stackalloc long[4];
        Fill(times, entry.Modified);
        Check(Libc.SetTimes(file, times), entry, "time", problems);
    }

    /// <summary>A link, pipe or device, by its name.</summary>
    public void Named(SafeFileHandle folder, ReadOnlySpan<byte> name, Entry entry, SourceProblems problems)
    {
        fixed (byte* bytes = LinuxFiles.Terminated(name))
        {
            if (_isRoot) Check(Libc.Own(folder, bytes, UserOf(entry), GroupOf(entry), Libc.NoFollow), entry, "owner", problems);
            if (entry.Attributes.Count > 0) SetAttributes(folder, name, entry, problems);
            if (entry.Kind != EntryKind.SymbolicLink) Check(Libc.Permit(folder, bytes, (uint)Permissions(entry), Libc.NoFollow), entry, "permissions", problems);
            var times = stackalloc long[4];
            Fill(times, entry.Modified);
            Check(Libc.SetTimes(folder, bytes, times, Libc.NoFollow), entry, "time", problems);
        }
    }

    private int Permissions(Entry entry) => _isRoot ? entry.Mode : entry.Mode & ~SetIds;

    private uint UserOf(Entry entry) => entry.UserName is { } name && _names.UserId(name) is { } known ? known : (uint)entry.User;

    private uint GroupOf(Entry entry) => entry.GroupName is { } name && _names.GroupId(name) is { } known ? known : (uint)entry.Group;

    private void SetAttributes(SafeFileHandle at, ReadOnlySpan<byte> name, Entry entry, SourceProblems problems)
    {
        foreach (var attribute in entry.Attributes)
        {
            // What only the system's administrator may set is not missed by others.
            if (!_isRoot && !attribute.Name.StartsWith("user.", StringComparison.Ordinal) && !attribute.Name.StartsWith("system.posix_acl", StringComparison.Ordinal)) continue;
            try
            {
                LinuxAttributes.Write(at, name, attribute);
            }
            catch (LinuxError failure)
            {
                problems.Add($"'{Texts.Clip(entry.Path.ToString(), 400)}' is restored without one of its extended attributes: {failure.Message}.");
            }
        }
    }

    private static void Check(int result, Entry entry, string what, SourceProblems problems)
    {
        if (result != 0) problems.Add($"'{Texts.Clip(entry.Path.ToString(), 400)}' is restored without its {what}: {LinuxError.Last("set it").Message}.");
    }

    // Access and change alike: seconds and nanoseconds.
    private static void Fill(long* times, long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, NanosOfSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + NanosOfSecond);
        (times[0], times[1], times[2], times[3]) = (seconds, rest, seconds, rest);
    }
}
