using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Steward.Azure.Git;
using Steward.Azure.Sources;
using Steward.Kernel;
using Steward.Products;
using Steward.Source;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>What only a local repository does.</summary>
public sealed class LocalGitTests
{
    [Fact]
    public async Task Many_blobs_in_a_row_are_read_by_one_process_that_ends_when_it_is_idle()
    {
        var time = new FakeTimeProvider();
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        await builder.Write("a", "a\n").CommitAsync("one");
        await using var repository = new GitRepository(builder.Path, new GitLimits(), time);
        var blob = await builder.ObjectAsync("a");
        for (var i = 0; i < 200; i++) Assert.Equal("a\n", await TextAsync(repository.Source, blob));

        Assert.Equal(1, repository.IdleReaders);
        time.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal(0, repository.IdleReaders);
        Assert.Equal("a\n", await TextAsync(repository.Source, blob));
    }

    [Fact]
    public async Task A_bare_repository_and_a_linked_work_tree_are_read_like_any_other()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        var commit = await builder.Write("a", "a\n").CommitAsync("one");
        await builder.GitAsync("clone", "-q", "--bare", ".", "bare.git");
        await builder.GitAsync("worktree", "add", "-q", "linked");
        foreach (var folder in new[] { "bare.git", "linked" })
        {
            await using var repository = new GitRepository(Path.Combine(builder.Path, folder), new GitLimits(), TimeProvider.System);
            Assert.Equal(commit, await repository.Source.ResolveAsync("HEAD", default));
            Assert.Equal("a", Assert.Single(await repository.Source.GetTreeAsync(commit, default)).Path);
        }
    }

    [Fact]
    public async Task Moved_and_copied_lines_keep_who_wrote_them_where_origins_are_asked_for_and_belong_to_who_moved_them_otherwise()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        string Block(string name) => string.Concat(Enumerable.Range(1, 5).Select(i => $"    public int {name}{i} => {i} * Compute();\n}}\n"));
        var first = await builder.Write("a.cs", Block("Alpha") + Block("Beta")).Write("b.cs", Block("Gamma")).CommitAsync("one");
        var moved = await builder.Write("a.cs", Block("Beta") + Block("Alpha")).CommitAsync("turn round");
        var copied = await builder.Write("a.cs", Block("Beta")).Write("b.cs", Block("Gamma") + Block("Alpha")).CommitAsync("to the other file");
        await using var repository = new GitRepository(builder.Path, new GitLimits(), TimeProvider.System);

        var origin = Assert.Single(await repository.Source.FindOriginsAsync(moved, "a.cs", 11, 1, default));
        Assert.Equal((first, "a.cs", 1), (origin.Commit, origin.OriginalPath, origin.OriginalLine));
        var elsewhere = Assert.Single(await repository.Source.FindOriginsAsync(copied, "b.cs", 12, 1, default)); // a brace: known by what stands around it
        Assert.Equal((first, "a.cs", 2), (elsewhere.Commit, elsewhere.OriginalPath, elsewhere.OriginalLine));
        Assert.Equal(copied, Assert.Single(await repository.Source.BlameAsync(copied, "b.cs", 12, 1, default)).Commit);
        Assert.Equal(10, (await repository.Source.BlameAsync(copied, "b.cs", default)).Count(l => l.Commit == copied));
        await Assert.ThrowsAsync<StewardException>(() => repository.Source.FindOriginsAsync(copied, "b.cs", 21, 1, default));
    }

    [Fact]
    public async Task A_repository_of_sha_256_is_read()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync(objectFormat: "sha256");
        var commit = await builder.Write("a", "a\n").CommitAsync("one");
        await using var repository = new GitRepository(builder.Path, new GitLimits(), TimeProvider.System);

        Assert.Equal(64, commit.ToString().Length);
        Assert.Equal("a", Assert.Single(await repository.Source.GetChangesAsync(CommitSha.None, commit, default)).Path);
        Assert.Equal("a\n", await TextAsync(repository.Source, await builder.ObjectAsync("a")));
    }

    [Fact]
    public async Task A_folder_inside_a_repository_is_not_taken_for_it()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        await builder.Write("inside/a", "a\n").CommitAsync("one");
        await using var repository = new GitRepository(Path.Combine(builder.Path, "inside"), new GitLimits(), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<StewardException>(() => repository.Source.ResolveAsync("HEAD", default));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
    }

    [Fact]
    public async Task A_shallow_clone_says_how_to_get_what_it_lacks()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        var first = await builder.Write("a", "1\n").CommitAsync("one");
        var second = await builder.Write("a", "2\n").CommitAsync("two");
        await using var clone = await builder.ShallowCloneAsync(depth: 1);
        await using var repository = new GitRepository(clone.Path, new GitLimits(), TimeProvider.System);

        Assert.Single(await repository.Source.GetCommitsAsync(CommitSha.None, second, 10, default));
        var failure = await Assert.ThrowsAsync<StewardException>(() => repository.Source.GetChangesAsync(first, second, default));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.Contains("--unshallow", failure.Message);
    }

    [Fact]
    public async Task Nothing_in_the_repository_is_started_and_nothing_in_it_changes_an_answer()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        var from = await builder.Write("a.txt", "1\n2\n").Write("b.txt", "b\n").CommitAsync("one");
        var to = await builder.Write("a.txt", "1\nzwei\n").CommitAsync("two");
        var trap = Path.Combine(builder.Path, "trapped");
        File.WriteAllText(Path.Combine(builder.Path, ".git", "config"), $"""
            [core]
                repositoryformatversion = 0
                fsmonitor = "touch {trap}; false"
                pager = "touch {trap}"
                hooksPath = {builder.Path}
            [diff]
                external = "touch {trap}; true"
                noprefix = true
                mnemonicPrefix = true
                algorithm = patience
                context = 9
                orderFile = nothing
            [diff "evil"]
                textconv = "touch {trap}; echo"
                command = "touch {trap}; true"
            [blame]
                ignoreRevsFile = ignored-commits
            [log]
                showSignature = true
            [color]
                ui = always
            """);
        File.WriteAllText(Path.Combine(builder.Path, "ignored-commits"), $"{to}\n");
        Directory.CreateDirectory(Path.Combine(builder.Path, ".git", "info"));
        File.WriteAllText(Path.Combine(builder.Path, ".git", "info", "attributes"), "*.txt diff=evil\n");
        await using var repository = new GitRepository(builder.Path, new GitLimits(), TimeProvider.System);

        Assert.Equal([new Hunk(2, 1, 2, 1)], Assert.Single(await repository.Source.GetChangesAsync(from, to, default)).Hunks);
        Assert.Equal(["two", "one"], (await repository.Source.GetCommitsAsync(CommitSha.None, to, 10, default)).Select(c => c.Title));
        Assert.Equal([from, to], (await repository.Source.BlameAsync(to, "a.txt", default)).Select(l => l.Commit));
        Assert.False(File.Exists(trap));
    }

    [Fact]
    public async Task Answers_beyond_the_limits_are_refused_and_slow_ones_given_up()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        for (var i = 0; i < 12; i++) builder.Write($"{i}", $"{i}\n");
        var commit = await builder.CommitAsync("one");
        await using var few = new GitRepository(builder.Path, new GitLimits { Entries = 10 }, TimeProvider.System);
        await using var small = new GitRepository(builder.Path, new GitLimits { OutputBytes = 100 }, TimeProvider.System);
        await using var slow = new GitRepository(builder.Path, new GitLimits { CommandTime = TimeSpan.Zero }, TimeProvider.System);
        static async Task<FailureKind> KindAsync(Func<Task> call) => (await Assert.ThrowsAsync<StewardException>(call)).Kind;

        Assert.Equal(FailureKind.Invalid, await KindAsync(() => few.Source.GetTreeAsync(commit, default)));
        Assert.Equal(FailureKind.Invalid, await KindAsync(() => few.Source.GetChangesAsync(CommitSha.None, commit, default)));
        Assert.Equal(FailureKind.Invalid, await KindAsync(() => small.Source.GetTreeAsync(commit, default)));
        Assert.Equal(FailureKind.Unavailable, await KindAsync(() => slow.Source.GetTreeAsync(commit, default)));
    }

    [Fact]
    public async Task Reading_a_blob_that_is_cancelled_in_the_middle_ends_and_leaves_the_source_usable()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        await builder.Write("large", new byte[5_000_000]).Write("small", "x\n").CommitAsync("one");
        await using var repository = new GitRepository(builder.Path, new GitLimits(), TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        await using (var stream = await repository.Source.OpenBlobAsync(await builder.ObjectAsync("large"), cancel.Token))
        {
            Assert.True(await stream.ReadAsync(new byte[100], cancel.Token) > 0);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAtLeastAsync(new byte[100], 1, cancellationToken: cancel.Token).AsTask());
        }

        Assert.Equal("x\n", await TextAsync(repository.Source, await builder.ObjectAsync("small")));
    }

    [Theory]
    [InlineData(false, "git:/srv/x", FailureKind.Invalid)]
    [InlineData(true, "git:relative/x", FailureKind.Invalid)]
    [InlineData(true, "git:/nowhere/at/all", FailureKind.NotFound)]
    [InlineData(true, "svn:/srv/x", FailureKind.Invalid)]
    [InlineData(true, "github", FailureKind.Invalid)]
    public async Task Sources_that_this_host_may_not_or_cannot_read_are_refused(bool allowLocal, string source, FailureKind kind)
    {
        await using var services = Services(new SourceOptions { AllowLocalGit = allowLocal }, source);
        var catalog = services.GetRequiredService<ISourceCatalog>();

        var failure = await Assert.ThrowsAsync<StewardException>(
            async () => await (await catalog.OpenAsync(GitHubWorld.Product, default)).ResolveAsync("HEAD", default));
        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public async Task A_registered_repository_is_opened_and_one_that_is_not_is_not_found()
    {
        await using var builder = await GitRepositoryBuilder.CreateAsync();
        var commit = await builder.Write("a", "a\n").CommitAsync("one");
        await using var services = Services(new SourceOptions { AllowLocalGit = true }, builder.Source);
        var catalog = services.GetRequiredService<ISourceCatalog>();

        Assert.Equal(commit, await (await catalog.OpenAsync(GitHubWorld.Product, default)).ResolveAsync("main", default));
        var failure = await Assert.ThrowsAsync<StewardException>(() => catalog.OpenAsync(ProductId.Parse("acme/other"), default));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
    }

    private static ServiceProvider Services(SourceOptions options, string source) => new ServiceCollection().AddSingleton(TimeProvider.System)
        .AddSingleton<IProductStore>(new OneProduct(new Product(GitHubWorld.Product, source, "main", DateTimeOffset.UnixEpoch)))
        .AddSources(options).BuildServiceProvider();

    private static async Task<string> TextAsync(ISource source, CommitSha blob) => Encoding.UTF8.GetString(await source.ReadBlobAsync(blob, 1000, "blob", default));
}
