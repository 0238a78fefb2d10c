using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Steward.VaultTests.Kit;

/// <summary>What the system's own programs say of a tree, to compare trees by.</summary>
internal static partial class Trees
{
    // Kind, permissions, owner, group, size, time to the nanosecond, names of the file, target, device; inodes only as who shares one with whom.
    private const string Attributes = @"find . ! -type d -printf '%p\t%y\t%m\t%U:%G\t%s\t%T@\t%n\t%l\0' -o -printf '%p\t%y\t%m\t%U:%G\t-\t%T@\t-\t\0' | sort -z | tr '\n\0' '?\n'";
    private const string Contents = @"find . -type f -execdir sha256sum -z {} + | sort -z | tr '\n\0' '?\n'";
    private const string Shared = @"find . ! -type d -links +1 -printf '%i\t%p\0' | sort -z | tr '\n\0' '?\n'";

    /// <summary>Fails when two trees differ in anything that can be kept.</summary>
    public static async Task AssertSameAsync(string expected, string actual)
    {
        foreach (var script in (string[])[Attributes, Contents])
            Assert.Equal(Lines(await BackupPlace.ShellAsync(expected, script)), Lines(await BackupPlace.ShellAsync(actual, script)));
        Assert.Equal(await GroupsAsync(expected), await GroupsAsync(actual));
        Assert.Equal(AttributesOf(expected), AttributesOf(actual));
    }

    /// <summary>All extended attributes below a folder whose names are text, read by the system's calls.</summary>
    public static List<string> AttributesOf(string root)
    {
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 20, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }).Append(root))
        {
            var names = new byte[65536];
            var length = List(path, names, names.Length);
            if (length <= 0) continue;
            foreach (var name in Encoding.UTF8.GetString(names, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries)) found.Add($"{Path.GetRelativePath(root, path)} {name}={Get(path, name)}");
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public static void SetAttribute(string path, string name, byte[] value) => Assert.Equal(0, Set(path, name, value, value.Length, 0));

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<List<string>> GroupsAsync(string root) =>
        [.. Lines(await BackupPlace.ShellAsync(root, Shared)).Select(l => l.Split('\t', 2)).GroupBy(p => p[0]).Select(g => string.Join('|', g.Select(p => p[1]).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

    private static string Get(string path, string name)
    {
        var value = new byte[65536];
        var length = GetValue(path, name, value, value.Length);
        return Convert.ToHexString(value, 0, (int)Math.Max(0, length));
    }

    [LibraryImport("libc", EntryPoint = "llistxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint List(string path, [Out] byte[] names, nint length);

    [LibraryImport("libc", EntryPoint = "lgetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetValue(string path, string name, [Out] byte[] value, nint length);

    [LibraryImport("libc", EntryPoint = "lsetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string path, string name, byte[] value, nint length, int flags);
}
