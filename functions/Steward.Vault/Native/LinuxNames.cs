using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Steward.Vault.Native;

/// <summary>Names of users and groups and their numbers, as this machine knows them; asked once each.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxNames
{
    private const int BufferBytes = 64 << 10;

    private readonly ConcurrentDictionary<uint, string?> _users = [], _groups = [];
    private readonly ConcurrentDictionary<string, uint?> _userIds = [], _groupIds = [];

    public string? User(uint id) => _users.GetOrAdd(id, static id => NameOf(id, group: false));

    public string? Group(uint id) => _groups.GetOrAdd(id, static id => NameOf(id, group: true));

    public uint? UserId(string name) => _userIds.GetOrAdd(name, static name => IdOf(name, group: false));

    public uint? GroupId(string name) => _groupIds.GetOrAdd(name, static name => IdOf(name, group: true));

    // struct passwd and struct group begin alike: name, password, number.
    private static string? NameOf(uint id, bool group)
    {
        var entry = stackalloc nint[16];
        void* found = null;
        fixed (byte* buffer = new byte[BufferBytes])
        {
            var failed = group ? Libc.GroupOf(id, entry, buffer, BufferBytes, &found) : Libc.UserOf(id, entry, buffer, BufferBytes, &found);
            return failed == 0 && found != null ? Marshal.PtrToStringUTF8(entry[0]) : null;
        }
    }

    private static uint? IdOf(string name, bool group)
    {
        var entry = stackalloc nint[16];
        void* found = null;
        fixed (byte* buffer = new byte[BufferBytes], bytes = LinuxFiles.Terminated(Encoding.UTF8.GetBytes(name)))
        {
            var failed = group ? Libc.GroupNamed(bytes, entry, buffer, BufferBytes, &found) : Libc.UserNamed(bytes, entry, buffer, BufferBytes, &found);
            return failed == 0 && found != null ? (uint)entry[2] : null;
        }
    }
}
