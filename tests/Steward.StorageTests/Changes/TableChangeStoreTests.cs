using Steward.Azure.Changes;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Changes;

public sealed class TableChangeStoreTests
{
    private static readonly ProductId Product = ProductId.Parse("octo/one");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_change_is_found_by_its_id_and_written_over()
    {
        var store = new TableChangeStore(await Azurite.AccountAsync());
        Assert.Null(await store.GetAsync(Change(1).Id, CancellationToken.None));
        await store.PutAsync(Change(1), CancellationToken.None);
        Assert.Equal(Change(1), await store.GetAsync(Change(1).Id, CancellationToken.None));
        await store.PutAsync(Change(1) with { State = ChangeState.Decided, Tree = Tree(3) }, CancellationToken.None);
        var decided = await store.GetAsync(Change(1).Id, CancellationToken.None);
        Assert.Equal(ChangeState.Decided, decided!.State);
        Assert.Equal(3, decided.Tree!.Children.Length);
        Assert.Single(await ListAsync(store));
    }

    [Fact]
    public async Task Changes_are_listed_newest_first_and_one_that_was_pushed_again_moves()
    {
        var store = new TableChangeStore(await Azurite.AccountAsync());
        foreach (var i in new[] { 2, 1, 3 }) await store.PutAsync(Change(i), CancellationToken.None);
        await store.PutAsync(Change(9) with { Id = new ChangeId(ProductId.Parse("octo/other"), Change(9).Id.Commit) }, CancellationToken.None);
        Assert.Equal([Change(3), Change(2), Change(1)], await ListAsync(store));
        var again = Change(1) with { ReceivedAt = Noon.AddHours(1) };
        await store.PutAsync(again, CancellationToken.None);
        Assert.Equal([again, Change(3), Change(2)], await ListAsync(store));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(60_000)]
    public async Task A_verdict_tree_of_any_size_comes_back(int nodes)
    {
        var store = new TableChangeStore(await Azurite.AccountAsync());
        await store.PutAsync(Change(1) with { Tree = Tree(nodes) }, CancellationToken.None);
        var tree = (await store.GetAsync(Change(1).Id, CancellationToken.None))!.Tree!;
        Assert.Equal(Tree(nodes).Children, tree.Children);
    }

    [Fact]
    public async Task Writers_of_one_change_at_different_times_leave_one_record()
    {
        var store = new TableChangeStore(await Azurite.AccountAsync());
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => store.PutAsync(Change(1) with { ReceivedAt = Noon.AddMinutes(i) }, CancellationToken.None)));
        Assert.Equal(await store.GetAsync(Change(1).Id, CancellationToken.None), Assert.Single(await ListAsync(store)));
    }

    private static async Task<List<ChangeRecord>> ListAsync(TableChangeStore store) =>
        await store.ListAsync(Product, CancellationToken.None).ToListAsync();

    private static VerdictNode Tree(int nodes) =>
        VerdictNode.All("change", Enumerable.Range(0, nodes).Select(i => new VerdictNode($"n{i}", Verdict.Pass, Digest.Sha256($"{i}"))));

    private static ChangeRecord Change(int number) => new()
    {
        Id = new ChangeId(Product, CommitSha.Parse(Digest.Sha256($"{number}")[..40])),
        Ref = "refs/heads/main",
        Before = CommitSha.None,
        Actor = "github:m",
        Title = "A change",
        ReceivedAt = Noon.AddMinutes(number),
        State = ChangeState.Running,
    };
}
