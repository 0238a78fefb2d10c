using Steward.Kernel;
using Steward.Source;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.TestKit.Sources;

/// <summary>What <see cref="ISource.GetChangesAsync"/> promises, whatever the adapter.</summary>
public abstract class SourceChangesContract : SourceSuite
{
    private static readonly string Ten = string.Concat(Enumerable.Range(1, 10).Select(i => $"line {i}\n"));

    [Fact]
    public async Task Added_modified_and_deleted_files_come_by_path_with_their_hunks()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("b.txt", Ten).Write("gone.txt", "a\nb\n").Write("same.txt", "x\n").CommitAsync("one");
        var to = await repository.Write("b.txt", Ten.Replace("line 2\n", "two\n2b\n").Replace("line 9\n", "")).Write("a.txt", "new\nfile")
            .Delete("gone.txt").CommitAsync("two");
        var changes = await ChangesAsync(repository, from, to);

        Assert.Equal(["Added a.txt +0,0-1,2", "Modified b.txt +2,1-2,2 +9,1-9,0", "Deleted gone.txt +1,2-0,0"], changes.Select(Show));
        Assert.Equal(await repository.ObjectAsync("a.txt"), changes[0].Blob);
        Assert.Equal(await repository.ObjectAsync("b.txt"), changes[1].Blob);
        Assert.True(changes[2].Blob.IsNone);
    }

    [Fact]
    public async Task A_rename_carries_the_old_path_and_only_the_changed_lines()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("old/name.txt", Ten).Write("pure.txt", Ten + "more\n").CommitAsync("one");
        var to = await repository.Move("old/name.txt", "new/name.txt").Write("new/name.txt", Ten.Replace("line 5", "five"))
            .Move("pure.txt", "moved.txt").CommitAsync("two");
        var changes = await ChangesAsync(repository, from, to);

        Assert.Equal(["Renamed moved.txt", "Renamed new/name.txt +5,1-5,1"], changes.Select(Show));
        Assert.Equal(["pure.txt", "old/name.txt"], changes.Select(c => c.OldPath));
    }

    [Fact]
    public async Task From_none_every_file_is_added_whole()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", Ten).Write("empty", "").CommitAsync("one");
        var to = await repository.Write("b/c.bin", [1, 0, 2]).CommitAsync("two");
        var changes = await ChangesAsync(repository, CommitSha.None, to);

        Assert.Equal(["Added a.txt +0,0-1,10", "Added b/c.bin binary", "Added empty"], changes.Select(Show));
    }

    [Fact]
    public async Task Binary_files_have_no_hunks_and_say_so()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("a.bin", [0, 1, 2, 3]).Write("becomes.txt", "text\n").CommitAsync("one");
        var to = await repository.Write("a.bin", [0, 1, 2, 4]).Write("becomes.txt", [0, 0]).CommitAsync("two");

        Assert.Equal(["Modified a.bin binary", "Modified becomes.txt binary"], (await ChangesAsync(repository, from, to)).Select(Show));
    }

    [Fact]
    public async Task A_change_of_mode_alone_is_a_modification_without_hunks()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("run.sh", "#!/bin/sh\n").CommitAsync("one");
        var to = await repository.Executable("run.sh").CommitAsync("two");
        var change = Assert.Single(await ChangesAsync(repository, from, to));

        Assert.Equal("Modified run.sh", Show(change));
        Assert.Equal(EntryKind.Executable, change.Kind);
    }

    [Fact]
    public async Task Links_and_submodules_are_what_they_are()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("file", "text\n").Write("turns", "a\nb\n").CommitAsync("one");
        repository.Link("link", "file").Delete("turns").Link("turns", "file");
        await repository.SubmoduleAsync("vendor/lib", from);
        var to = await repository.CommitAsync("two");
        var changes = await ChangesAsync(repository, from, to);

        Assert.Equal(["Added link +0,0-1,1", "Modified turns +1,2-1,1", "Added vendor/lib"], changes.Select(Show));
        Assert.Equal([EntryKind.SymbolicLink, EntryKind.SymbolicLink, EntryKind.Submodule], changes.Select(c => c.Kind));
        Assert.Equal(from, changes[2].Blob);
    }

    [Fact]
    public async Task Moved_and_removed_submodules_have_no_lines()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var first = await repository.Write("a", "a\n").CommitAsync("one");
        await repository.SubmoduleAsync("moves", first);
        await repository.SubmoduleAsync("goes", first);
        var from = await repository.CommitAsync("two");
        await repository.SubmoduleAsync("moves", from);
        await repository.GitAsync("rm", "-q", "--cached", "goes");
        Directory.Delete(Path.Combine(repository.Path, "goes"));
        var to = await repository.CommitAsync("three");

        Assert.Equal(["Deleted goes", "Modified moves"], (await ChangesAsync(repository, from, to)).Select(Show));
    }

    [Fact]
    public async Task Odd_paths_come_through_unchanged()
    {
        string[] odd = ["a b.txt", "tab\there", "line\nend", "quote\"d", "back\\slash", "naïve-日本-😀.txt", "-dash", ":(glob)x*", "@@ -1 +1 @@", " lead", "a\ndiff --git a/x b/x"];
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write("z", "z\n").CommitAsync("one");
        foreach (var path in odd) repository.Write(path, $"{path}\nx\n");
        var to = await repository.CommitAsync("two");
        var changes = await ChangesAsync(repository, from, to);

        Assert.Equal(odd.Order(StringComparer.Ordinal), changes.Select(c => c.Path));
        Assert.All(changes, c => Assert.Equal(FileChange.Added, c.Change));
        Assert.All(changes, c => Assert.Equal([new Hunk(0, 0, 1, c.Path.Count(x => x == '\n') + 2)], c.Hunks));
    }

    [Fact]
    public async Task Diverged_commits_are_compared_with_each_other_and_not_with_their_base()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("base", Ten).CommitAsync("base");
        await repository.BranchAsync("side");
        var side = await repository.Write("side", "s\n").Write("base", Ten.Replace("line 1\n", "side 1\n")).CommitAsync("side");
        await repository.CheckoutAsync("main");
        var main = await repository.Write("main", "m\n").CommitAsync("main");

        Assert.Equal(["Modified base +1,1-1,1", "Added main +0,0-1,1", "Deleted side +1,1-0,0"], (await ChangesAsync(repository, side, main)).Select(Show));
    }

    [Fact]
    public async Task A_merge_is_compared_with_the_commit_that_is_asked_for()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("base", "b\n").CommitAsync("base");
        await repository.BranchAsync("side");
        await repository.Write("side", "s\n").CommitAsync("side");
        await repository.CheckoutAsync("main");
        var before = await repository.Write("main", "m\n").CommitAsync("main");
        var merge = await repository.MergeAsync("side");

        Assert.Equal(["Added side +0,0-1,1"], (await ChangesAsync(repository, before, merge)).Select(Show));
    }

    [Fact]
    public async Task The_same_commit_twice_has_no_changes()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a", "a\n").CommitAsync("one");

        Assert.Empty(await ChangesAsync(repository, commit, commit));
    }

    [Fact]
    public async Task More_files_than_a_service_lists_at_once_are_all_there()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        for (var i = 0; i < 153; i++) repository.Write($"old/{i}.txt", $"file {i}\n{Ten}");
        var from = await repository.CommitAsync("one");
        for (var i = 0; i < 153; i++) repository.Write($"new/{i}.txt", $"new {i}\n").Write($"old/{i}.txt", $"file {i}\n{Ten}".Replace("line 7", $"seven {i}"));
        repository.Move("old/5.txt", "renamed.txt").Move("old/6.txt", "renamed too.txt").Write("renamed too.txt", $"file 6\n{Ten}");
        var to = await repository.CommitAsync("two");
        var changes = await ChangesAsync(repository, from, to);

        Assert.Equal(306, changes.Count);
        Assert.Equal(153, changes.Count(c => c is { Change: FileChange.Added, Hunks: [(0, 0, 1, 1)] }));
        Assert.Equal(152, changes.Count(c => c is { Hunks: [(8, 1, 8, 1)] }));
        Assert.Equal(["Renamed renamed too.txt", "Renamed renamed.txt +8,1-8,1"], changes.Where(c => c.Change == FileChange.Renamed).Select(Show));
    }

    [Fact]
    public async Task A_repository_cannot_hide_lines_with_attributes()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var from = await repository.Write(".gitattributes", "*.cs binary\n*.txt -diff\n").Write("a.cs", Ten).CommitAsync("one");
        var to = await repository.Write("a.cs", Ten.Replace("line 3\n", "evil\n")).Write("b.txt", "b\n").CommitAsync("two");

        Assert.Equal(["Modified a.cs +3,1-3,1", "Added b.txt +0,0-1,1"], (await ChangesAsync(repository, from, to)).Select(Show));
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_not_found()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("a", "a\n").CommitAsync("one");
        var absent = CommitSha.Parse(new string('a', 40));

        await AssertNotFoundAsync(() => ChangesAsync(repository, absent, commit));
        await AssertNotFoundAsync(() => ChangesAsync(repository, commit, absent));
        await AssertNotFoundAsync(() => ChangesAsync(repository, CommitSha.None, absent));
    }

    private static async Task AssertNotFoundAsync(Func<Task> call) =>
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(call)).Kind);

    private static string Show(ChangedFile file) =>
        $"{file.Change} {file.Path}{(file.IsBinary ? " binary" : "")}{string.Concat(file.Hunks.Select(h => $" +{h.OldStart},{h.OldCount}-{h.NewStart},{h.NewCount}"))}";

    private async Task<IReadOnlyList<ChangedFile>> ChangesAsync(GitRepositoryBuilder repository, CommitSha from, CommitSha to)
    {
        await using var world = await OpenAsync(repository);
        return await world.Source.GetChangesAsync(from, to, default);
    }
}
