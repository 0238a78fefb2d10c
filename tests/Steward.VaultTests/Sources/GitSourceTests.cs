using System.Text;
using Steward.Kernel;
using Steward.TestKit.Git;
using Steward.Vault.Sources.Git;
using Xunit;
using GitProgram = Steward.TestKit.Git.GitProgram;

namespace Steward.VaultTests.Sources;

public sealed class GitSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-git-source-").FullName;

    [Fact]
    public async Task A_repository_comes_back_with_every_ref()
    {
        await using var repository = await FullAsync();
        var (source, restored) = await RestoredAsync(repository.Path);
        Assert.Equal(await RefsAsync(repository.Path), await RefsAsync(restored));
        Assert.Equal("1506", source.Details["refs"]);
        Assert.Equal("refs/heads/main", source.Details["head"]);
        Assert.Equal(await GitProgram.RunAsync(repository.Path, ["rev-parse", "main"]), source.Details["headCommit"]);
        Assert.Equal("a note", await GitProgram.RunAsync(restored, ["notes", "show", "main"]));
        Assert.Contains("160000 commit 1111111111111111111111111111111111111111\tlib", await GitProgram.RunAsync(restored, ["ls-tree", "main"]), StringComparison.Ordinal);
        await GitProgram.RunAsync(restored, ["fsck", "--full"]);
        await GitProgram.RunAsync(_folder, ["clone", "-q", restored, "work"]);
        Assert.Equal("two\n", await File.ReadAllTextAsync(Path.Combine(_folder, "work", "a.txt")));
    }

    [Fact]
    public async Task What_was_fetched_once_stays_the_same_file_and_what_is_gone_goes()
    {
        await using var repository = await FullAsync();
        var source = new GitSource(GitPlace.Parse(repository.Path), Path.Combine(_folder, "cache"), TimeProvider.System);
        var first = await ReadSource.AllAsync(source);
        await repository.Write("b.txt", "new\n").CommitAsync("More");
        await repository.GitAsync("tag", "-d", "v7");
        var second = await ReadSource.AllAsync(source);
        foreach (var pack in first.Contents.Keys.Where(p => p.StartsWith("objects/", StringComparison.Ordinal))) Assert.Equal(first.Contents[pack], second.Contents[pack]);
        Assert.Equal("1505", source.Details["refs"]);
        var restored = second.WriteTo(Directory.CreateDirectory(Path.Combine(_folder, "second")).FullName);
        Assert.Equal(await RefsAsync(repository.Path), await RefsAsync(restored));
    }

    [Fact]
    public async Task What_lies_elsewhere_is_told()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("art/.gitattributes", "*.psd filter=lfs diff=lfs merge=lfs -text\n").CommitAsync("Begin");
        var (_, read) = await ReadAsync(GitPlace.Parse(repository.Path));
        Assert.Contains("Git LFS", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_elsewhere_is_told_also_when_head_does_not_say_it()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        await repository.GitAsync("checkout", "-q", "-b", "art");
        await repository.Write(".gitattributes", "*.psd filter=lfs diff=lfs merge=lfs -text\n").CommitAsync("Paint");
        await repository.GitAsync("tag", "-a", "-m", "painted", "v1");
        await repository.GitAsync("checkout", "-q", "--detach", "main");
        await repository.GitAsync("branch", "-q", "-D", "art");
        var (_, read) = await ReadAsync(GitPlace.Parse(repository.Path));
        Assert.Contains("Git LFS", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task An_empty_repository_is_one_too(string format)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync("main", format);
        var (source, restored) = await RestoredAsync(repository.Path);
        Assert.Equal("0", source.Details["refs"]);
        Assert.False(source.Details.ContainsKey("headCommit"));
        await GitProgram.RunAsync(restored, ["fsck", "--full"]);
    }

    [Fact]
    public async Task A_repository_of_long_names_keeps_its_format()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync("trunk", "sha256");
        var head = await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        var (source, restored) = await RestoredAsync(repository.Path);
        Assert.Equal($"{head}", await GitProgram.RunAsync(restored, ["rev-parse", "HEAD"]));
        Assert.Equal("refs/heads/trunk", source.Details["head"]);
        await GitProgram.RunAsync(restored, ["fsck", "--full"]);
    }

    [Fact]
    public async Task A_password_goes_to_the_server_only_and_stands_nowhere()
    {
        await using var repository = await FullAsync();
        await GitProgram.RunAsync(_folder, ["clone", "-q", "--mirror", repository.Path, "served.git"]);
        await GitProgram.RunAsync(Path.Combine(_folder, "served.git"), ["update-server-info"]);
        await using var server = await GuardedFiles.StartAsync(_folder, "ada", "s3cret");
        var url = $"{server.Address}served.git";
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadAsync(GitPlace.Parse(url)));
        Assert.StartsWith("git failed at the list of refs of http://127.0.0.1", failure.Message);
        var (source, read) = await ReadAsync(GitPlace.Parse(url, new GitCredentials("ada", "s3cret")));
        Assert.Equal("1506", source.Details["refs"]);
        var everything = string.Join(' ', [.. source.Paths, .. source.Details.Values, .. read.Contents.Values.Select(Encoding.Latin1.GetString)]);
        Assert.DoesNotContain("s3cret", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", string.Join(' ', Directory.EnumerateFiles(Path.Combine(_folder, "cache"), "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ada:s3cret@example.com/a.git", "The address holds a password")]
    [InlineData("ext::sh -c touch% /tmp/x", "run programs")]
    [InlineData("--upload-pack=touch", "not an address")]
    [InlineData("gopher://example.com/a.git", "begins with https")]
    public void An_address_that_would_leak_or_run_something_is_refused(string url, string because)
    {
        var failure = Assert.Throws<StewardException>(() => GitPlace.Parse(url));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<GitRepositoryBuilder> FullAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        await repository.SubmoduleAsync("lib", CommitSha.Parse(new string('1', 40)));
        await repository.GitAsync("commit", "-q", "-m", "Link");
        await repository.Write("a.txt", "two\n").GitAsync("commit", "-q", "-am", "Go on");
        await repository.TagAsync("v1", "Released");
        await repository.GitAsync("notes", "add", "-m", "a note");
        var head = await repository.HeadAsync();
        var many = Enumerable.Range(0, 1_500).Select(i => i switch
        {
            < 500 => $"create refs/tags/v{i + 2} {head}",
            < 1_000 => $"create refs/heads/topic/{i} {head}",
            _ => $"create refs/pull/{i}/head {head}",
        });
        await GitProgram.RunAsync(repository.Path, ["update-ref", "--stdin"], string.Join('\n', many) + "\n");
        await repository.BranchAsync("other/ünïcode");
        await repository.Write("c.bin", [0, 1, 2, 255]).GitAsync("add", "c.bin");
        await repository.GitAsync("commit", "-q", "-m", "Elsewhere");
        await repository.GitAsync("stash", "list");
        await repository.GitAsync("update-ref", "refs/custom/thing", "HEAD");
        await repository.GitAsync("update-ref", "refs/tags/of-a-blob", await repository.GitAsync("rev-parse", "HEAD:c.bin"));
        await repository.CheckoutAsync("main");
        return repository;
    }

    private static Task<string> RefsAsync(string folder) => GitProgram.RunAsync(folder, ["for-each-ref", "--format=%(objectname) %(refname)"]);

    private async Task<(GitSource Source, ReadSource Read)> ReadAsync(GitPlace place)
    {
        var source = new GitSource(place, Path.Combine(_folder, "cache"), TimeProvider.System);
        return (source, await ReadSource.AllAsync(source));
    }

    private async Task<(GitSource Source, string Restored)> RestoredAsync(string path)
    {
        var (source, read) = await ReadAsync(GitPlace.Parse(path));
        return (source, read.WriteTo(Directory.CreateDirectory(Path.Combine(_folder, "restored.git")).FullName));
    }
}
