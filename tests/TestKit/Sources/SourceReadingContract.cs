using System.Text;
using Steward.Kernel;
using Steward.Source;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.TestKit.Sources;

/// <summary>What the other methods of <see cref="ISource"/> promise, whatever the adapter.</summary>
public abstract class SourceReadingContract : SourceSuite
{
    private static readonly CommitSha Absent = CommitSha.Parse(new string('a', 40));

    [Fact]
    public async Task Branches_tags_and_sha_prefixes_are_resolved_and_tags_peeled()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("a", "1\n").CommitAsync("one");
        await repository.TagAsync("v1", "annotated");
        await repository.TagAsync("nested", "a tag of a tag");
        await repository.GitAsync("tag", "-a", "-m", "outer", "outer", "nested");
        var second = await repository.Write("a", "2\n").CommitAsync("two");
        await repository.TagAsync("light");
        await repository.GitAsync("branch", "feature/x", first.ToString());
        await using var world = await OpenAsync(repository);
        Task<CommitSha?> Resolve(string reference) => world.Source.ResolveAsync(reference, default);

        Assert.Equal(second, await Resolve("main"));
        Assert.Equal(second, await Resolve("refs/heads/main"));
        Assert.Equal(second, await Resolve("HEAD"));
        Assert.Equal(second, await Resolve("light"));
        Assert.Equal(first, await Resolve("v1"));
        Assert.Equal(first, await Resolve("refs/tags/outer"));
        Assert.Equal(first, await Resolve("feature/x"));
        Assert.Equal(first, await Resolve(first.ToString()));
        Assert.Equal(first, await Resolve(first.Abbreviated));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("--output=/dev/null")]
    [InlineData("-h")]
    [InlineData("HEAD~1")]
    [InlineData("main^{tree}")]
    [InlineData("main@{0}")]
    [InlineData(":/one")]
    [InlineData("main..main")]
    [InlineData("main\nmain")]
    [InlineData("")]
    [InlineData("refs/heads/../heads/main")]
    public async Task What_names_no_commit_resolves_to_nothing(string reference)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a", "1\n").CommitAsync("one");
        await repository.Write("a", "2\n").CommitAsync("two");
        await using var world = await OpenAsync(repository);

        Assert.Null(await world.Source.ResolveAsync(reference, default));
    }

    [Fact]
    public async Task A_blob_is_no_commit_and_a_commit_is_no_blob()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a", "1\n").CommitAsync("one");
        await using var world = await OpenAsync(repository);

        Assert.Null(await world.Source.ResolveAsync((await repository.ObjectAsync("a")).ToString(), default));
        await AssertNotFoundAsync(() => world.Source.OpenBlobAsync(commit, default));
        Assert.Equal("1\n", await TextAsync(world.Source, await repository.ObjectAsync("a")));
    }

    [Fact]
    public async Task An_empty_repository_has_nothing_and_says_so_without_failing()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await OpenAsync(repository);

        Assert.Null(await world.Source.ResolveAsync("main", default));
        Assert.Null(await world.Source.ResolveAsync("HEAD", default));
        Assert.Empty(await world.Source.GetTagsAsync(default));
        await AssertNotFoundAsync(() => world.Source.GetTreeAsync(Absent, default));
    }

    [Fact]
    public async Task Commits_of_a_range_come_newest_first_with_parents_author_time_and_title()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("a", "1\n").CommitAsync("one");
        await repository.BranchAsync("side");
        var side = await repository.Write("s", "s\n").CommitAsync("side: naïve 日本\nsecond line\n\nbody");
        await repository.CheckoutAsync("main");
        var main = await repository.Write("a", "2\n").CommitAsync("main");
        var date = repository.NextDate;
        var merge = await repository.MergeAsync("side", "merge side");
        await using var world = await OpenAsync(repository);
        var commits = await world.Source.GetCommitsAsync(first, merge, 100, default);

        Assert.Equal([merge, main, side], commits.Select(c => c.Sha));
        Assert.Equal([main, side], commits[0].Parents);
        Assert.Equal([first], commits[2].Parents);
        Assert.Equal("side: naïve 日本", commits[2].Title);
        Assert.All(commits, c => Assert.Equal("Ada Author", c.Author));
        Assert.Equal(date, commits[0].CommittedAt);
        Assert.Equal([merge, main, side, first], (await world.Source.GetCommitsAsync(CommitSha.None, merge, 100, default)).Select(c => c.Sha));
        Assert.Equal([merge, main], (await world.Source.GetCommitsAsync(first, merge, 2, default)).Select(c => c.Sha));
        Assert.Empty(await world.Source.GetCommitsAsync(merge, merge, 100, default));
    }

    [Fact]
    public async Task A_long_range_is_read_to_its_end_and_a_bound_keeps_the_newest()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.CommitAsync("0");
        await ImportAsync(repository, first, 250);
        await using var world = await OpenAsync(repository);
        var head = (await world.Source.ResolveAsync("main", default))!.Value;

        var all = await world.Source.GetCommitsAsync(first, head, 1000, default);
        Assert.Equal(Enumerable.Range(1, 250).Reverse().Select(i => $"commit {i}"), all.Select(c => c.Title));
        Assert.Equal(all.Take(120).Select(c => c.Sha), (await world.Source.GetCommitsAsync(first, head, 120, default)).Select(c => c.Sha));
        Assert.Equal(251, (await world.Source.GetCommitsAsync(CommitSha.None, head, 1000, default)).Count);
        Assert.Equal(all.Take(7).Select(c => c.Sha), (await world.Source.GetCommitsAsync(CommitSha.None, head, 7, default)).Select(c => c.Sha));
    }

    [Fact]
    public async Task The_tree_has_every_entry_with_blob_kind_and_size()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("b/deep/x.txt", "12345").Write("a b", "1").Write("naïve\n\"q\"", "").CommitAsync("one");
        repository.Write("run", "#!\n").Executable("run").Link("link", "target");
        await repository.SubmoduleAsync("sub", first);
        var commit = await repository.CommitAsync("two");
        await using var world = await OpenAsync(repository);
        var tree = await world.Source.GetTreeAsync(commit, default);

        Assert.Equal(
            ["a b File 1", "b/deep/x.txt File 5", "link SymbolicLink 6", "naïve\n\"q\" File 0", "run Executable 3", "sub Submodule -1"],
            tree.Select(e => $"{e.Path} {e.Kind} {e.Size}"));
        Assert.Equal(await repository.ObjectAsync("b/deep/x.txt"), tree[1].Blob);
        Assert.Equal(first, tree[5].Blob);
        await AssertNotFoundAsync(() => world.Source.GetTreeAsync(Absent, default));
    }

    [Fact]
    public async Task Blobs_come_byte_by_byte_and_many_at_once()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var large = Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31)).ToArray();
        await repository.Write("large", large).Write("empty", "").Write("small", "x\n").CommitAsync("one");
        await using var world = await OpenAsync(repository);
        var blobs = new[] { await repository.ObjectAsync("large"), await repository.ObjectAsync("empty"), await repository.ObjectAsync("small") };

        var read = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => world.Source.ReadBlobAsync(blobs[i % 3], 4_000_000, "blob", default)));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(large, read[3 * i]));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Empty(read[(3 * i) + 1]));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal("x\n", Encoding.UTF8.GetString(read[(3 * i) + 2])));
        await AssertNotFoundAsync(() => world.Source.OpenBlobAsync(Absent, default));
    }

    [Fact]
    public async Task A_blob_that_is_left_half_read_does_not_disturb_the_next()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("large", new byte[2_000_000]).Write("middle", new byte[100_000]).Write("small", "x\n").CommitAsync("one");
        await using var world = await OpenAsync(repository);
        foreach (var path in new[] { "large", "middle" })
        {
            await using (var stream = await world.Source.OpenBlobAsync(await repository.ObjectAsync(path), default))
                Assert.True(await stream.ReadAsync(new byte[10]) > 0);
            Assert.Equal("x\n", await TextAsync(world.Source, await repository.ObjectAsync("small")));
        }
    }

    [Fact]
    public async Task Blame_names_the_commit_path_and_line_that_each_line_comes_from_across_renames()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("old é\"name", "one\ntwo\nthree\nfour\nfive\nsix\n").CommitAsync("one");
        var second = await repository.Move("old é\"name", "new name").CommitAsync("rename");
        var third = await repository.Write("new name", "zero\none\ntwo\nTHREE\nfour\nfive\nsix\n").CommitAsync("three");
        await using var world = await OpenAsync(repository);
        var lines = await world.Source.BlameAsync(third, "new name", default);

        Assert.Equal(
            [
                new(1, third, "new name", 1), new(2, first, "old é\"name", 1), new(3, first, "old é\"name", 2), new(4, third, "new name", 4),
                new(5, first, "old é\"name", 4), new(6, first, "old é\"name", 5), new BlameLine(7, first, "old é\"name", 6),
            ],
            lines);
        Assert.All(await world.Source.BlameAsync(second, "new name", default), l => Assert.Equal(first, l.Commit));
        await AssertNotFoundAsync(() => world.Source.BlameAsync(third, "old é\"name", default));
        await AssertNotFoundAsync(() => world.Source.BlameAsync(Absent, "new name", default));
    }

    [Fact]
    public async Task One_line_one_entry_and_the_history_of_one_file_are_told_without_the_rest()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("old", "one\ntwo\nthree\nfour\nfive\n").Write("*", "star\n").CommitAsync("one: two");
        var before = await repository.ObjectAsync("old");
        var moved = await repository.Move("old", "sub/new").CommitAsync("rename");
        var third = await repository.Write("sub/new", "one\ntwo\nTHREE\nfour\nfive\n").CommitAsync("three");
        var blob = await repository.ObjectAsync("sub/new");
        await using var world = await OpenAsync(repository);

        Assert.Equal([new BlameLine(3, third, "sub/new", 3)], await world.Source.BlameAsync(third, "sub/new", 3, 1, default));
        Assert.Equal([new(4, first, "old", 4), new BlameLine(5, first, "old", 5)], await world.Source.BlameAsync(third, "sub/new", 4, 2, default));
        await AssertNotFoundAsync(() => world.Source.BlameAsync(third, "sub/new", 6, 1, default));
        Assert.Equal(blob, (await world.Source.FindEntryAsync(third, "sub/new", default))!.Blob);
        Assert.Equal("*", (await world.Source.FindEntryAsync(third, "*", default))!.Path);
        Assert.Null(await world.Source.FindEntryAsync(third, "old", default));
        Assert.Null(await world.Source.FindEntryAsync(third, "sub", default));
        var history = await world.Source.GetFileHistoryAsync(third, "sub/new", 10, default);
        Assert.Equal(
            [(third, "sub/new", blob, "three"), (moved, "sub/new", before, "rename"), (first, "old", before, "one: two")], history.Select(r => (r.Commit, r.Path, r.Blob, r.Title)));
        Assert.Equal([third, moved], (await world.Source.GetFileHistoryAsync(third, "sub/new", 2, default)).Select(r => r.Commit));
    }

    [Fact]
    public async Task A_commit_is_contained_in_what_comes_after_it_and_in_nothing_else()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var root = await repository.Write("a", "1\n").CommitAsync("root");
        await repository.BranchAsync("side");
        var side = await repository.Write("b", "1\n").CommitAsync("side");
        await repository.GitAsync("checkout", "-q", "main");
        var main = await repository.Write("a", "2\n").CommitAsync("main");
        await repository.GitAsync("merge", "-q", "--no-ff", "-m", "merge", "side");
        var merge = await repository.HeadAsync();
        await using var world = await OpenAsync(repository);

        async Task<IEnumerable<CommitSha>> WithAsync(CommitSha commit, params CommitSha[] heads) => (await world.Source.FindContainingAsync(commit, heads, default)).Order(Comparer<CommitSha>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString())));
        static IEnumerable<CommitSha> Sorted(params CommitSha[] commits) => commits.OrderBy(c => c.ToString(), StringComparer.Ordinal);
        Assert.Equal(Sorted(root, side, main, merge), await WithAsync(root, root, side, main, merge, Absent));
        Assert.Equal(Sorted(side, merge), await WithAsync(side, root, side, main, merge));
        Assert.Equal([merge], await WithAsync(main, root, side, merge));
        Assert.Empty(await WithAsync(merge, root, side, main));
        Assert.Empty(await WithAsync(root));
    }

    [Fact]
    public async Task Tags_come_newest_first_peeled_and_only_those_of_commits()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("a", "1\n").CommitAsync("one");
        await repository.TagAsync("light");
        var second = await repository.Write("a", "2\n").CommitAsync("two");
        await repository.TagAsync("v2", "annotated");
        await repository.TagAsync("late", "annotated late, of an old commit", first);
        await repository.GitAsync("tag", "-a", "-m", "outer", "outer", "v2");
        await repository.GitAsync("tag", "of-blob", (await repository.ObjectAsync("a")).ToString());
        await using var world = await OpenAsync(repository);

        Assert.Equal(
            [new("outer", second), new("late", first), new("v2", second), new SourceTag("light", first)], await world.Source.GetTagsAsync(default));
    }

    [Fact]
    public async Task Many_tags_are_all_there()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a", "1\n").CommitAsync("one");
        await GitProgram.RunAsync(
            repository.Path, ["update-ref", "--stdin"], string.Concat(Enumerable.Range(0, 230).Select(i => $"create refs/tags/t{i:D3} {commit}\n")));
        await using var world = await OpenAsync(repository);

        Assert.Equal(Enumerable.Range(0, 230).Select(i => $"t{i:D3}"), (await world.Source.GetTagsAsync(default)).Select(t => t.Name));
    }

    [Fact]
    public async Task Cancelled_before_it_begins_nothing_is_answered()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a", "1\n").CommitAsync("one");
        await using var world = await OpenAsync(repository);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Source.ResolveAsync("main", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Source.GetTreeAsync(commit, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Source.GetChangesAsync(CommitSha.None, commit, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await world.Source.OpenBlobAsync(await repository.ObjectAsync("a"), cancelled));
    }

    private static async Task AssertNotFoundAsync(Func<Task> call) =>
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(call)).Kind);

    private static async Task<string> TextAsync(ISource source, CommitSha blob) => Encoding.UTF8.GetString(await source.ReadBlobAsync(blob, 1000, "blob", default));

    private static async Task ImportAsync(GitRepositoryBuilder repository, CommitSha parent, int count)
    {
        var start = repository.NextDate.ToUnixTimeSeconds();
        var stream = new StringBuilder();
        for (var i = 1; i <= count; i++)
        {
            var message = $"commit {i}";
            stream.Append($"commit refs/heads/main\nmark :{i}\ncommitter Ada <a@example.com> {start + i} +0000\ndata {message.Length}\n{message}\n");
            stream.Append(i == 1 ? $"from {parent}\n" : $"from :{i - 1}\n");
        }

        await GitProgram.RunAsync(repository.Path, ["fast-import", "--quiet"], stream.ToString());
    }
}
