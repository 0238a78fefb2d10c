using Steward.Source;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>What only GitHub does: cut answers, and answers that need not be asked for again.</summary>
public sealed class GitHubAnswersTests
{
    private static readonly string Twenty = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i}\n"));

    [Fact]
    public async Task What_a_sha_names_is_asked_for_once()
    {
        await using var repository = await SomeFilesAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var head = await repository.HeadAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.Source.GetTreeAsync(head, default);
            await world.Source.ReadBlobAsync(await repository.ObjectAsync("a/b/c.txt"), 1000, "c.txt", default);
        }

        Assert.Single(world.GitHub.CallsOf("GET", "/git/trees/"));
        Assert.Single(world.GitHub.CallsOf("GET", "/git/blobs/"));
    }

    [Fact]
    public async Task What_can_change_is_asked_for_with_its_etag_and_does_not_count_while_unchanged()
    {
        await using var repository = await SomeFilesAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var first = await world.Source.ResolveAsync("main", default);
        Assert.Equal(first, await world.Source.ResolveAsync("main", default));
        Assert.Equal(first, await world.Source.ResolveAsync("main", default));
        Assert.Equal([200, 304, 304], world.GitHub.CallsOf("GET", "/commits/main").Select(c => c.Status));

        var second = await repository.Write("new", "n\n").CommitAsync("two");
        Assert.Equal(second, await world.Source.ResolveAsync("main", default));
        Assert.Equal(2, world.GitHub.CallsOf("GET", "/commits/main").Count(c => c.Counts));
    }

    [Fact]
    public async Task A_tree_that_github_cuts_is_read_folder_by_folder_and_complete()
    {
        await using var repository = await SomeFilesAsync();
        await using var whole = await GitHubWorld.OpenAsync(repository);
        await using var cut = await GitHubWorld.OpenAsync(repository);
        cut.GitHub.Limits.TreeEntries = 3;
        var head = await repository.HeadAsync();

        var expected = await whole.Source.GetTreeAsync(head, default);
        Assert.Equal(expected, await cut.Source.GetTreeAsync(head, default));
        Assert.Equal(6, expected.Count);
        Assert.True(cut.GitHub.CallsOf("GET", "/git/trees/").Count > 2);
    }

    [Fact]
    public async Task A_patch_that_is_left_out_or_cut_loses_no_line()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("a", Twenty).CommitAsync("one");
        var to = await repository.Write("a", Twenty.Replace("line 3\n", "3\n").Replace("line 17\n", "17\n17b\n")).CommitAsync("two");
        await using var left = await GitHubWorld.OpenAsync(repository);
        left.GitHub.Limits.PatchLines = 1;
        await using var cut = await GitHubWorld.OpenAsync(repository);
        cut.GitHub.Limits.CutPatchesAt = 8;

        Hunk[] expected = [new(3, 1, 3, 1), new(17, 1, 17, 2)];
        Assert.Equal(expected, Assert.Single(await left.Source.GetChangesAsync(from, to, default)).Hunks);
        Assert.Equal(expected, Assert.Single(await cut.Source.GetChangesAsync(from, to, default)).Hunks);
    }

    [Fact]
    public async Task A_whole_patch_is_taken_and_no_blob_is_read()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("a", Twenty).CommitAsync("one");
        var to = await repository.Write("a", Twenty.Replace("line 3\n", "3\n")).CommitAsync("two");
        await using var world = await GitHubWorld.OpenAsync(repository);

        Assert.Single(await world.Source.GetChangesAsync(from, to, default));
        Assert.Empty(world.GitHub.CallsOf("GET", "/git/blobs/"));
    }

    private static async Task<GitRepositoryBuilder> SomeFilesAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        foreach (var path in new[] { "a/b/c.txt", "a/b/d.txt", "a/e.txt", "f.txt", "g/h/i/j.txt", "z.txt" }) repository.Write(path, $"{path}\n");
        await repository.CommitAsync("one");
        return repository;
    }
}
