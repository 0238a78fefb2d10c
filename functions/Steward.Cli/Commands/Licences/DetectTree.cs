using Steward.Cli.Commands.Secrets;

namespace Steward.Cli.Commands.Licences;

/// <summary>The files that are looked at for licences: those named, and of folders all but what is installed into them.</summary>
internal static class DetectTree
{
    private const string Installed = "node_modules";

    /// <summary>The files, each once.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> named, Func<string, string> pathOf) =>
        named.SelectMany(n => FileTree.Files([n], pathOf).Where(f => !IsInstalled(n, f))).Distinct(StringComparer.Ordinal);

    // A folder that was itself named inside an installed one is looked at.
    private static bool IsInstalled(string named, string file) =>
        file.Length > named.Length && (named == "." ? file : file[named.Length..]).Split('/', '\\').SkipLast(1).Contains(Installed);
}
