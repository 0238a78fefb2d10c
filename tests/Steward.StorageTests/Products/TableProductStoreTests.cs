using Steward.Azure.Products;
using Steward.Kernel;
using Steward.Products;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Products;

public sealed class TableProductStoreTests
{
    private static readonly Product First = new(ProductId.Parse("Octo/One"), "git:/srv/one", "main", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_product_is_found_by_its_id_and_a_changed_registration_keeps_its_first_time()
    {
        var store = new TableProductStore(await Azurite.AccountAsync());
        Assert.Null(await store.GetAsync(First.Id, CancellationToken.None));
        await store.PutAsync(First, CancellationToken.None);
        Assert.Equal(First, await store.GetAsync(First.Id, CancellationToken.None));
        await store.PutAsync(First with { DefaultBranch = "trunk", RegisteredAt = First.RegisteredAt.AddDays(1) }, CancellationToken.None);
        Assert.Equal(First with { DefaultBranch = "trunk" }, await store.GetAsync(First.Id, CancellationToken.None));
    }

    [Fact]
    public async Task All_products_are_listed_by_id()
    {
        var store = new TableProductStore(await Azurite.AccountAsync());
        foreach (var id in new[] { "b/x", "a/z", "a/y" }) await store.PutAsync(First with { Id = ProductId.Parse(id) }, CancellationToken.None);
        Assert.Equal(["a/y", "a/z", "b/x"], (await store.ListAsync(CancellationToken.None).ToListAsync()).Select(p => p.Id.ToString()));
    }

    [Fact]
    public async Task Of_registrations_at_once_one_time_stays()
    {
        var store = new TableProductStore(await Azurite.AccountAsync());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => store.PutAsync(First with { RegisteredAt = First.RegisteredAt.AddDays(i) }, CancellationToken.None)));
        var kept = (await store.GetAsync(First.Id, CancellationToken.None))!.RegisteredAt;
        await store.PutAsync(First with { RegisteredAt = First.RegisteredAt.AddYears(1) }, CancellationToken.None);
        Assert.Equal(kept, (await store.GetAsync(First.Id, CancellationToken.None))!.RegisteredAt);
    }
}
