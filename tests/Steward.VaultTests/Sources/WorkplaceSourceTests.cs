using System.Text;
using Steward.Kernel;
using Steward.TestKit.Git;
using Steward.Vault.Sources.Workplaces;
using Steward.Vault.Sources.Workplaces.Work;
using Xunit;

namespace Steward.VaultTests.Sources;

public sealed class WorkplaceSourceTests : IDisposable
{
    private const string Key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n-----END OPENSSH PRIVATE KEY-----\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-workplace-").FullName;

    private string Home => Path.Combine(_folder, "home");

    private string Tree => Path.Combine(Home, "src", "app");

    [Fact]
    public async Task Settings_and_extensions_are_kept_and_what_is_secret_is_named_as_left_out()
    {
        Write(".bashrc", "alias ll='ls -l'\n");
        Write(".config/Code/User/settings.json", "{}");
        Write(".config/Code/User/snippets/c.json", "{}");
        Write(".config/JetBrains/Rider2026.1/options/editor.xml", "<a/>");
        Write(".local/share/JetBrains/Rider2026.1/ideavim/lib/a.jar", "x");
        Write(".vim/pack/all/start/fugitive/.git/config", "[remote \"origin\"]\n\turl = https://token@example.com/fugitive.git\n");
        Write(".vscode/extensions/extensions.json", """[{"identifier":{"id":"ms-dotnettools.csharp"},"version":"2.1.0"},{"identifier":{"id":"a.b"},"version":"1.0.0"}]""");
        Write(".ssh/id_ed25519", Key);
        Write(".ssh/id_ed25519.pub", "ssh-ed25519 AAAA");
        Write(".ssh/config", "Host a\n");
        Write(".netrc", "password s3cret");
        Write(".config/steward/odd", Key);
        Write("Documents/letter.txt", "not a setting");
        var source = new WorkplaceSource(new WorkplacePlace { Home = Home }, TimeProvider.System);
        var read = await ReadSource.AllAsync(source);
        Assert.Equal(
            [
                "editors/jetbrains.txt", "editors/vim.txt", "editors/vscode.txt", "home/.bashrc", "home/.config/Code/User/settings.json", "home/.config/Code/User/snippets/c.json",
                "home/.config/JetBrains/Rider2026.1/options/editor.xml", "home/.ssh/config", "home/.ssh/id_ed25519.pub",
            ],
            read.Contents.Keys);
        Assert.Equal("a.b@1.0.0\nms-dotnettools.csharp@2.1.0\n", Encoding.UTF8.GetString(read.Contents["editors/vscode.txt"]));
        Assert.Equal("Rider2026.1/ideavim\n", Encoding.UTF8.GetString(read.Contents["editors/jetbrains.txt"]));
        Assert.Equal("fugitive https://example.com/fugitive.git\n", Encoding.UTF8.GetString(read.Contents["editors/vim.txt"]));
        Assert.Equal(".netrc, .ssh/id_ed25519, .config/steward/odd", source.Details["leftOut"]);
        var all = await ReadSource.AllAsync(new WorkplaceSource(new WorkplacePlace { Home = Home, WithSecrets = true }, TimeProvider.System));
        Assert.Equal(Key, Encoding.UTF8.GetString(all.Contents["home/.ssh/id_ed25519"]));
        Assert.Contains("home/.netrc", all.Contents.Keys);
    }

    [Fact]
    public async Task Unpushed_and_uncommitted_work_comes_back_as_it_was()
    {
        await RepositoryWithWorkAsync();
        var (back, told) = await ThereAndBackAsync();
        Assert.Equal(["secret.pem: a private key."], told);
        Assert.Equal(await DescribeAsync(Tree), await DescribeAsync(back));
        Assert.Equal("topic", await GitProgram.RunAsync(back, ["branch", "--show-current"]));
        Assert.Equal("mixed\r\nends\n", await File.ReadAllTextAsync(Path.Combine(back, "ends.txt")));
        Assert.Equal("half done", await File.ReadAllTextAsync(Path.Combine(back, "new folder", "ünträcked.txt")));
        Assert.False(File.Exists(Path.Combine(back, "gone.txt")));
        Assert.False(File.Exists(Path.Combine(back, "secret.pem")));
        Assert.Equal("staged, then changed again\n", await File.ReadAllTextAsync(Path.Combine(back, "a.txt")));
        Assert.Equal("staged\n", await GitProgram.RunAsync(back, ["show", ":a.txt"]) + "\n");
        Assert.Contains("On topic: later", await GitProgram.RunAsync(back, ["stash", "list"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_repository_that_is_backed_up_is_not_touched()
    {
        await RepositoryWithWorkAsync();
        var before = Files(Path.Combine(Tree, ".git"));
        await ReadSource.AllAsync(new WorkplaceSource(new WorkplacePlace { Home = Home }, TimeProvider.System));
        Assert.Equal(before, Files(Path.Combine(Tree, ".git")));
    }

    [Fact]
    public async Task The_same_work_is_the_same_bundle()
    {
        await RepositoryWithWorkAsync();
        var source = new WorkplaceSource(new WorkplacePlace { Home = Home }, TimeProvider.System);
        var (first, second) = (await ReadSource.AllAsync(source), await ReadSource.AllAsync(source));
        Assert.Equal(first.Contents["repositories/src%2Fapp/work.bundle"], second.Contents["repositories/src%2Fapp/work.bundle"]);
    }

    [Fact]
    public async Task What_the_remote_has_is_not_kept_again()
    {
        var remote = await CloneAsync();
        var read = await ReadSource.AllAsync(new WorkplaceSource(new WorkplacePlace { Home = Home }, TimeProvider.System));
        Assert.False(read.Contents.ContainsKey("repositories/src%2Fapp/work.bundle"));
        var state = Json.Read<WorkState>(read.Contents["repositories/src%2Fapp/state.json"]);
        Assert.Equal(remote, state.Remotes["origin"]);
        var (back, _) = await ThereAndBackAsync();
        Assert.Equal(await DescribeAsync(Tree), await DescribeAsync(back));
    }

    [Fact]
    public async Task A_repository_without_remote_or_commit_comes_back_too()
    {
        Directory.CreateDirectory(Tree);
        await GitProgram.RunAsync(Tree, ["init", "-q", "-b", "trunk"]);
        Write("src/app/a.txt", "first words");
        await GitProgram.RunAsync(Tree, ["add", "a.txt"]);
        Write("src/app/b.txt", "untracked");
        var (back, _) = await ThereAndBackAsync();
        Assert.Equal("A  a.txt\n?? b.txt", await GitProgram.RunAsync(back, ["status", "--porcelain"]));
        Assert.Equal("trunk", await GitProgram.RunAsync(back, ["branch", "--show-current"]));
    }

    [Fact]
    public async Task Work_in_a_shallow_clone_comes_back()
    {
        var remote = await CloneAsync();
        await File.WriteAllTextAsync(Path.Combine(Tree, "a.txt"), "two\n");
        await GitProgram.RunAsync(Tree, ["commit", "-q", "-am", "More"]);
        await GitProgram.RunAsync(Tree, ["push", "-q"]);
        Directory.Delete(Tree, recursive: true);
        Directory.CreateDirectory(Tree);
        await GitProgram.RunAsync(Tree, ["clone", "-q", "--depth", "1", $"file://{remote}", "."]);
        Write("src/app/a.txt", "unpushed\n");
        await GitProgram.RunAsync(Tree, ["commit", "-q", "-am", "Unpushed"]);
        Write("src/app/a.txt", "uncommitted\n");
        var (back, _) = await ThereAndBackAsync();
        Assert.Equal("uncommitted\n", await File.ReadAllTextAsync(Path.Combine(back, "a.txt")));
        Assert.Equal("Unpushed", await GitProgram.RunAsync(back, ["log", "-1", "--format=%s"]));
    }

    [Fact]
    public async Task Files_in_conflict_are_kept_as_they_lie_there()
    {
        await CloneAsync();
        await GitProgram.RunAsync(Tree, ["checkout", "-q", "-b", "other"]);
        Write("src/app/a.txt", "theirs\n");
        await GitProgram.RunAsync(Tree, ["commit", "-q", "-am", "Theirs"]);
        await GitProgram.RunAsync(Tree, ["checkout", "-q", "main"]);
        Write("src/app/a.txt", "ours\n");
        await GitProgram.RunAsync(Tree, ["commit", "-q", "-am", "Ours"]);
        Assert.Null(await GitProgram.TryAsync(Tree, "merge", "-q", "other"));
        var (back, told) = await ThereAndBackAsync();
        Assert.Contains("unmerged", told[0], StringComparison.Ordinal);
        Assert.Contains("<<<<<<< HEAD\nours\n", await File.ReadAllTextAsync(Path.Combine(back, "a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_is_not_put_over_other_work()
    {
        await RepositoryWithWorkAsync();
        var failure = await Assert.ThrowsAsync<StewardException>(() => ThereAndBackAsync(Tree));
        Assert.Equal(FailureKind.Conflict, failure.Kind);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task<string> CloneAsync()
    {
        await using var upstream = await GitRepositoryBuilder.CreateAsync();
        await upstream.Write("a.txt", "one\n").Write("gone.txt", "x").Write("ends.txt", "plain\n").Write(".gitattributes", "* text=auto\n").CommitAsync("Begin");
        var remote = Path.Combine(_folder, "remote.git");
        await GitProgram.RunAsync(_folder, ["clone", "-q", "--bare", upstream.Path, remote]);
        Directory.CreateDirectory(Tree);
        await GitProgram.RunAsync(Tree, ["clone", "-q", remote, "."]);
        return remote;
    }

    private async Task RepositoryWithWorkAsync()
    {
        await CloneAsync();
        await GitProgram.RunAsync(Tree, ["checkout", "-q", "-b", "topic"]);
        Write("src/app/b.txt", "unpushed");
        await GitProgram.RunAsync(Tree, ["add", "b.txt"]);
        await GitProgram.RunAsync(Tree, ["commit", "-q", "-m", "Unpushed"]);
        Write("src/app/b.txt", "put aside");
        await GitProgram.RunAsync(Tree, ["stash", "push", "-q", "-m", "later"]);
        Write("src/app/a.txt", "staged\n");
        await GitProgram.RunAsync(Tree, ["add", "a.txt"]);
        Write("src/app/a.txt", "staged, then changed again\n");
        Write("src/app/ends.txt", "mixed\r\nends\n");
        File.Delete(Path.Combine(Tree, "gone.txt"));
        Write("src/app/new folder/ünträcked.txt", "half done");
        Write("src/app/.gitignore", "*.log\n");
        Write("src/app/noise.log", "ignored");
        Write("src/app/secret.pem", Key);
    }

    private async Task<(string Back, IReadOnlyList<string> Told)> ThereAndBackAsync(string? target = null)
    {
        var read = await ReadSource.AllAsync(new WorkplaceSource(new WorkplacePlace { Home = Home }, TimeProvider.System));
        Assert.Empty(read.Problems);
        var restored = Path.Combine(read.WriteTo(Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName), "repositories", "src%2Fapp");
        var state = Json.Read<WorkState>(await File.ReadAllBytesAsync(Path.Combine(restored, "state.json")));
        Assert.Equal(Path.Combine("src", "app"), state.Path);
        target ??= Path.Combine(_folder, "back");
        return (target, await new WorkReturn(state, Path.Combine(restored, "work.bundle"), target).RunAsync(CancellationToken.None));
    }

    // What git says of a work tree, the key that is left out aside.
    private static async Task<string> DescribeAsync(string tree) => string.Join('\n',
        await GitProgram.RunAsync(tree, ["status", "--porcelain", "--", ".", ":!secret.pem"]),
        await GitProgram.RunAsync(tree, ["diff", "--cached"]),
        await GitProgram.RunAsync(tree, ["diff"]),
        await GitProgram.RunAsync(tree, ["for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/stash"]));

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f} {Digest.Sha256(File.ReadAllBytes(f))}")];
}
