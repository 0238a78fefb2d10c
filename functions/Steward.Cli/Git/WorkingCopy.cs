using System.Diagnostics;
using Steward.Kernel;

namespace Steward.Cli.Git;

/// <summary>The repository that the user stands in or names, asked through the <c>git</c> program.</summary>
/// <param name="Root">Its top folder.</param>
internal sealed record WorkingCopy(string Root)
{
    /// <summary>Finds the repository around a folder. Invalid when there is none.</summary>
    public static async Task<WorkingCopy> FindAsync(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw StewardException.Invalid($"There is no folder {folder}.");
        var (exit, root, _) = await RunAsync(folder, ["rev-parse", "--show-toplevel"], cancellation);
        return exit == 0 ? new WorkingCopy(root) : throw StewardException.Invalid($"{folder} is not in a git repository.");
    }

    /// <summary>The commit that is checked out. Invalid in a repository without commits.</summary>
    public async Task<CommitSha> HeadAsync(CancellationToken cancellation) =>
        await GitAsync(cancellation, "rev-parse", "HEAD") is { } text && CommitSha.TryParse(text, out var sha)
            ? sha
            : throw StewardException.Invalid($"{Root} has no commit yet: commit something first.");

    /// <summary>The branch that is checked out; null when none is (detached).</summary>
    public async Task<string?> BranchAsync(CancellationToken cancellation) => await GitAsync(cancellation, "symbolic-ref", "--quiet", "--short", "HEAD");

    /// <summary>True when the files are exactly those of the commit: nothing changed, nothing untracked that is not ignored by git or of no account to the caller.</summary>
    public async Task<bool> IsCleanAsync(Func<string, bool> isOfNoAccount, CancellationToken cancellation) =>
        await GitAsync(cancellation, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all") is { } lines
        && lines.Split('\0', StringSplitOptions.RemoveEmptyEntries).All(l => l.StartsWith("?? ", StringComparison.Ordinal) && isOfNoAccount(l[3..]));

    /// <summary>True when one commit lies behind another.</summary>
    public async Task<bool> IsBehindAsync(CommitSha earlier, CommitSha later, CancellationToken cancellation) =>
        (await RunAsync(Root, ["merge-base", "--is-ancestor", $"{earlier}", $"{later}"], cancellation)).Exit == 0;

    /// <summary>The product that the remote "origin" names, or <c>local/FOLDER</c> where there is none.</summary>
    public async Task<ProductId> ProductAsync(CancellationToken cancellation)
    {
        if (OnGitHub(await GitAsync(cancellation, "remote", "get-url", "origin") ?? "") is { } id) return id;
        var name = new string([.. Path.GetFileName(Root).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
        return ProductId.Parse($"local/{(name.Length == 0 ? "repository" : name)}");
    }

    /// <summary>The products that its remotes name on GitHub, each once.</summary>
    public async Task<IReadOnlyList<ProductId>> OnGitHubAsync(CancellationToken cancellation)
    {
        var remotes = (await GitAsync(cancellation, "remote") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<ProductId>();
        foreach (var remote in remotes)
        {
            if (OnGitHub(await GitAsync(cancellation, "remote", "get-url", "--", remote) ?? "") is { } id && !found.Contains(id)) found.Add(id);
        }

        return found;
    }

    /// <summary>The folders by which the repository can be named: its top, what git keeps of it, and the top of the repository that it is a work tree of.</summary>
    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellation)
    {
        if (await GitAsync(cancellation, "rev-parse", "--git-common-dir") is not { } kept) return [Root];
        var common = Path.GetFullPath(kept, Root).TrimEnd('/');
        return Path.GetFileName(common) == ".git" ? [Root, common, Path.GetDirectoryName(common)!] : [Root, common];
    }

    /// <summary>The commit that a sha, branch or tag names. NotFound when there is none.</summary>
    public async Task<CommitSha> CommitAsync(string named, CancellationToken cancellation) =>
        await GitAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{named}^{{commit}}") is { } text && CommitSha.TryParse(text, out var sha)
            ? sha
            : throw StewardException.NotFound($"{Root} has no commit '{Texts.Clip(named, 100)}': fetch it first.");

    /// <summary>A folder for what Steward keeps about this working copy: in git's own, where it is no change and never committed.</summary>
    public async Task<string> KeptAsync(string name, CancellationToken cancellation) =>
        Path.GetFullPath(await GitAsync(cancellation, "rev-parse", "--git-path", $"steward/{name}") ?? throw StewardException.Invalid($"{Root} is no git repository any more."), Root);

    /// <summary>Has git do something, to its end. Invalid with what git says when it does not.</summary>
    public async Task DoAsync(params string[] arguments)
    {
        var (exit, _, error) = await RunAsync(Root, arguments, CancellationToken.None);
        if (exit != 0) throw StewardException.Invalid($"git could not do it: {Texts.Clip(error, 300)}");
    }

    /// <summary>What git prints, trimmed; null when it says no.</summary>
    public async Task<string?> GitAsync(CancellationToken cancellation, params string[] arguments)
    {
        var (exit, text, _) = await RunAsync(Root, arguments, cancellation);
        return exit == 0 ? text : null;
    }

    // https://github.com/owner/name.git, git@github.com:owner/name, ssh://git@github.example.org/owner/name.
    private static ProductId? OnGitHub(string url)
    {
        var path = url.TrimEnd('/');
        var parts = (path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path).Split('/', ':');
        return url.Contains("github", StringComparison.OrdinalIgnoreCase) && parts.Length >= 2 && ProductId.TryParse($"{parts[^2]}/{parts[^1]}", out var id) ? id : null;
    }

    private static async Task<(int Exit, string Text, string Error)> RunAsync(string folder, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEndAsync(cancellation);
            var text = await git.StandardOutput.ReadToEndAsync(cancellation);
            await git.WaitForExitAsync(cancellation);
            return (git.ExitCode, text.Trim(), (await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw StewardException.Invalid("The program git was not found: install it, then try again.", failure);
        }
    }
}
