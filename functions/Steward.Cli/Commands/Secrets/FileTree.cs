using Steward.Vault;

namespace Steward.Cli.Commands.Secrets;

/// <summary>The files that the user named, folders with all that is in them.</summary>
internal static class FileTree
{
    // Links are not followed: what they point to is named by itself or lies elsewhere. git's own folder holds packed objects, in which nothing can be read.
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    /// <summary>The files, each once, in the order named and then by name; a path that does not exist is among them, to be told.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> named, Func<string, string> pathOf) =>
        named.SelectMany(n => Directory.Exists(pathOf(n)) ? Below(n, pathOf) : [n]).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Below(string folder, Func<string, string> pathOf)
    {
        var inside = new DirectoryInfo(pathOf(folder)).EnumerateFileSystemInfos("*", Here).OrderBy(i => i.Name, StringComparer.Ordinal);
        return inside.SelectMany(i => (i, folder) switch
        {
            ({ LinkTarget: not null }, _) => [],
            (DirectoryInfo { Name: ".git" }, _) => [],
            (DirectoryInfo, _) => Below(Join(folder, i.Name), pathOf),
            // Pipes, sockets and devices hold nothing, and reading one may never end.
            _ => PlainFiles.MayBe(i.FullName) ? [Join(folder, i.Name)] : [],
        });
    }

    private static string Join(string folder, string name) => folder == "." ? name : Path.Join(folder, name);
}
