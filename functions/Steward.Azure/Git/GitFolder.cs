using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>Finds a repository's git directory without asking git, so that no folder above is ever taken for it.</summary>
internal static class GitFolder
{
    /// <summary>The git directory of a work tree, a linked work tree or a bare repository; NotFound when the path is none of them.</summary>
    public static string Find(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw StewardException.Invalid($"'{Texts.Clip(path, 200)}' must be an absolute path.");
        var dot = Path.Combine(path, ".git");
        if (IsGitDirectory(dot)) return dot;
        if (File.Exists(dot) && Linked(path, dot) is { } linked) return linked;
        if (IsGitDirectory(path)) return path;
        throw StewardException.NotFound($"There is no git repository at '{Texts.Clip(path, 200)}'. Check the product's source.");
    }

    private static bool IsGitDirectory(string folder) => File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects"));

    // A linked work tree and a submodule have a file that says where: "gitdir: ../.git/worktrees/x".
    private static string? Linked(string path, string file)
    {
        if (new FileInfo(file).Length > 4096) return null;
        var text = File.ReadAllText(file).Trim();
        if (!text.StartsWith("gitdir: ", StringComparison.Ordinal)) return null;
        var target = Path.GetFullPath(text["gitdir: ".Length..], path);
        return File.Exists(Path.Combine(target, "HEAD")) ? target : null;
    }
}
