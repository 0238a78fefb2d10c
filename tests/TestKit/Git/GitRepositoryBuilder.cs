using Steward.Kernel;

namespace Steward.TestKit.Git;

/// <summary>
/// A real git repository in a temporary folder, deleted when disposed. The same calls always give the same shas: authors are fixed and each
/// commit or tag is one minute later than the one before, from 2026-01-01T00:00Z.
/// </summary>
/// <example>
/// <code>
/// await using var repository = await GitRepositoryBuilder.CreateAsync();
/// var first = await repository.Write("src/a.txt", "one\n").CommitAsync("Begin");
/// var second = await repository.Move("src/a.txt", "src/b.txt").CommitAsync("Rename");
/// await repository.TagAsync("v1");
/// </code>
/// </example>
public sealed class GitRepositoryBuilder : IAsyncDisposable
{
    private int _minutes;

    private GitRepositoryBuilder(string path) => Path = path;

    /// <summary>The work tree's absolute path.</summary>
    public string Path { get; }

    /// <summary>The source string with which a product names this repository.</summary>
    public string Source => $"git:{Path}";

    /// <summary>The date that the next commit or tag will carry.</summary>
    public DateTimeOffset NextDate => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(_minutes);

    /// <summary>An empty repository with the branch <paramref name="branch"/> yet to be born.</summary>
    public static async Task<GitRepositoryBuilder> CreateAsync(string branch = "main", string objectFormat = "sha1")
    {
        var folder = Directory.CreateTempSubdirectory("steward-git-").FullName;
        await GitProgram.RunAsync(folder, ["init", "-q", "-b", branch, $"--object-format={objectFormat}"]);
        return new GitRepositoryBuilder(folder);
    }

    /// <summary>A shallow clone of this repository with the last <paramref name="depth"/> commits, in a folder of its own.</summary>
    public async Task<GitRepositoryBuilder> ShallowCloneAsync(int depth)
    {
        var folder = Directory.CreateTempSubdirectory("steward-git-").FullName;
        await GitProgram.RunAsync(folder, ["clone", "-q", "--depth", $"{depth}", $"file://{Path}", "."]);
        return new GitRepositoryBuilder(folder) { _minutes = _minutes };
    }

    /// <summary>Writes a text file (UTF-8 without a mark) into the work tree.</summary>
    public GitRepositoryBuilder Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file into the work tree.</summary>
    public GitRepositoryBuilder Write(string path, byte[] content)
    {
        File.WriteAllBytes(Prepare(path), content);
        return this;
    }

    /// <summary>Writes a symbolic link.</summary>
    public GitRepositoryBuilder Link(string path, string target)
    {
        File.CreateSymbolicLink(Prepare(path), target);
        return this;
    }

    /// <summary>Makes a file executable, or not.</summary>
    public GitRepositoryBuilder Executable(string path, bool executable = true)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Modes are set on Unix only.");
        const UnixFileMode plain = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(FullPath(path), executable ? plain | UnixFileMode.UserExecute : plain);
        return this;
    }

    /// <summary>Moves a file.</summary>
    public GitRepositoryBuilder Move(string from, string to)
    {
        File.Move(FullPath(from), Prepare(to));
        return this;
    }

    /// <summary>Deletes a file.</summary>
    public GitRepositoryBuilder Delete(string path)
    {
        File.Delete(FullPath(path));
        return this;
    }

    /// <summary>Adds a submodule's entry; the other repository need not exist.</summary>
    public async Task SubmoduleAsync(string path, CommitSha commit)
    {
        Directory.CreateDirectory(FullPath(path));
        await GitAsync("update-index", "--add", "--cacheinfo", $"160000,{commit},{path}");
    }

    /// <summary>Commits everything in the work tree, empty commits included.</summary>
    public async Task<CommitSha> CommitAsync(string message)
    {
        await GitAsync("add", "-A", "-f");
        await GitAsync("commit", "-q", "--allow-empty", "--no-verify", "--cleanup=verbatim", "-m", message);
        return await HeadAsync();
    }

    /// <summary>Tags a commit (HEAD when none is given); annotated when there is a message.</summary>
    public Task TagAsync(string name, string? message = null, CommitSha commit = default)
    {
        var at = commit.IsNone ? "HEAD" : commit.ToString();
        return message is null ? GitAsync("tag", name, at) : GitAsync("tag", "-a", "-m", message, name, at);
    }

    /// <summary>Creates a branch at HEAD and goes there.</summary>
    public Task BranchAsync(string name) => GitAsync("checkout", "-q", "-b", name);

    /// <summary>Goes to a branch or commit.</summary>
    public Task CheckoutAsync(string reference) => GitAsync("checkout", "-q", reference);

    /// <summary>Merges a branch with a merge commit.</summary>
    public async Task<CommitSha> MergeAsync(string branch, string message = "Merge")
    {
        await GitAsync("merge", "-q", "--no-ff", "-m", message, branch);
        return await HeadAsync();
    }

    /// <summary>The commit of HEAD.</summary>
    public async Task<CommitSha> HeadAsync() => CommitSha.Parse(await GitAsync("rev-parse", "HEAD"));

    /// <summary>The object at a path of HEAD: a blob, a tree or a submodule's commit.</summary>
    public async Task<CommitSha> ObjectAsync(string path) => CommitSha.Parse(await GitAsync("rev-parse", $"HEAD:{path}"));

    /// <summary>Runs any git command here, one minute later than the one before.</summary>
    public Task<string> GitAsync(params string[] arguments)
    {
        var date = NextDate;
        if (arguments[0] is "commit" or "tag" or "merge") _minutes++;
        return GitProgram.RunAsync(Path, arguments, date: date);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string FullPath(string path) => System.IO.Path.Combine(Path, path);

    private string Prepare(string path)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        if (new FileInfo(full).LinkTarget is not null) File.Delete(full);
        return full;
    }
}
