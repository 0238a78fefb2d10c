using Steward.Azure.Intake;
using Steward.Azure.Storage;
using Steward.Intake;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;
using static Steward.StorageTests.Intake.DeliverySamples;

namespace Steward.StorageTests.Intake;

public sealed class TableDeliveryStoreTests
{
    [Fact]
    public async Task A_second_delivery_of_one_id_is_recognised_and_the_first_one_stays()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        Assert.True(await store.AddAsync(Push("one"), "first"u8.ToArray(), CancellationToken.None));
        Assert.False(await store.AddAsync(Push("one") with { EventName = "create" }, "second"u8.ToArray(), CancellationToken.None));
        Assert.Equal(Push("one"), Assert.Single(await store.NewestAsync()));
        Assert.Equal("first"u8.ToArray(), await store.GetBodyAsync(Push("one"), CancellationToken.None));
    }

    [Fact]
    public async Task Of_concurrent_deliveries_of_one_id_over_two_processes_exactly_one_is_added()
    {
        var account = await Azurite.AccountAsync();
        await using var here = new TableDeliveryStore(account);
        await using var there = new TableDeliveryStore(account);
        var adds = Enumerable.Range(0, 300).SelectMany(i => Enumerable.Range(0, 4).Select(async copy =>
            (Id: $"d{i}", Added: await (copy % 2 == 0 ? here : there).AddAsync(Push($"d{i}")))));
        var results = await Task.WhenAll(adds);
        Assert.All(results.GroupBy(r => r.Id), copies => Assert.Single(copies, c => c.Added));
        Assert.Equal(300, (await here.NewestAsync()).Select(d => d.Id).Distinct().Count());
        Assert.Equal(300, (await there.StoredAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(61_439)]
    [InlineData(61_440)]
    [InlineData(480_000)]
    [InlineData(491_520)]
    [InlineData(3_000_000)]
    public async Task Bodies_come_back_byte_for_byte_whether_they_lie_in_the_row_or_in_a_blob(int length)
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        var body = new byte[length];
        new Random(length).NextBytes(body);
        var sent = body.ToArray();
        Assert.True(await store.AddAsync(Push("big"), sent, CancellationToken.None));
        Array.Clear(sent);
        Assert.Equal(body, await store.GetBodyAsync(Push("big"), CancellationToken.None));
    }

    [Fact]
    public async Task Many_big_bodies_at_once_are_cut_into_transactions_that_storage_takes()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        var bodies = Enumerable.Range(0, 24).Select(i =>
        {
            var body = new byte[450_000];
            new Random(i).NextBytes(body);
            return body;
        }).ToList();
        Assert.All(await Task.WhenAll(bodies.Select((body, i) => store.AddAsync(Push($"d{i}"), body, CancellationToken.None))), Assert.True);
        Assert.Equal(bodies[23], await store.GetBodyAsync(Push("d23"), CancellationToken.None));
    }

    [Fact]
    public async Task Left_over_deliveries_of_all_products_are_listed_oldest_first_until_they_are_settled()
    {
        var account = await Azurite.AccountAsync();
        var other = ProductId.Parse("other/one");
        await using (var store = new TableDeliveryStore(account))
        {
            await store.AddAsync(Push("late", Noon.AddMinutes(3)));
            await store.AddAsync(Push("other", Noon.AddMinutes(2), other));
            await store.AddAsync(Push("early", Noon.AddMinutes(1)));
            await store.AddAsync(Ignored("ignored"));
            await store.AddAsync(Ignored("nowhere") with { Product = null });
        }

        await using var later = new TableDeliveryStore(account);
        Assert.Equal(["early", "other", "late"], (await later.StoredAsync()).Select(d => d.Id));
        Assert.Equal([Push("early", Noon.AddMinutes(1))], await later.StoredAsync(Noon.AddMinutes(2)));
        await later.StartedAsync(Push("early"));
        await later.SetStateAsync(Push("other", product: other), DeliveryState.Ignored, "nobody", CancellationToken.None);
        Assert.Equal(["late"], (await later.StoredAsync()).Select(d => d.Id));
    }

    [Fact]
    public async Task What_became_of_a_delivery_is_shown_newest_first()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        for (var i = 0; i < 5; i++) await store.AddAsync(Push($"d{i}", Noon.AddSeconds(i)));
        await store.StartedAsync(Push("d1"));
        await store.SetStateAsync(Push("d3"), DeliveryState.Ignored, "nobody", CancellationToken.None);
        var newest = await store.NewestAsync(4);
        Assert.Equal(["d4", "d3", "d2", "d1"], newest.Select(d => d.Id));
        Assert.Equal([DeliveryState.Stored, DeliveryState.Ignored, DeliveryState.Stored, DeliveryState.Started], newest.Select(d => d.State));
        Assert.Equal("nobody", newest[1].Reason);
    }

    [Fact]
    public async Task Two_processes_that_settle_one_batch_at_once_lose_nothing()
    {
        var account = await Azurite.AccountAsync();
        await using var here = new TableDeliveryStore(account);
        await using var there = new TableDeliveryStore(account);
        var all = Enumerable.Range(0, 120).Select(i => Push($"d{i}")).ToList();
        await Task.WhenAll(all.Select(here.AddAsync));
        Assert.Equal(120, (await there.StoredAsync()).Count);
        await Task.WhenAll(all.Select((d, i) => (i % 2 == 0 ? here : there).StartedAsync(d)));
        Assert.Empty(await here.StoredAsync());
        Assert.All(await there.NewestAsync(), d => Assert.Equal(DeliveryState.Started, d.State));
        await Task.WhenAll(all.Select((d, i) => (i % 2 == 1 ? here : there).StartedAsync(d)));
        Assert.Empty(await here.StoredAsync());
    }

    [Fact]
    public async Task Long_reasons_and_ids_of_a_full_batch_fit()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        var all = Enumerable.Range(0, 200).Select(i => Ignored($"{i:D100}") with { Reason = new string('"', 300) }).ToList();
        Assert.All(await Task.WhenAll(all.Select(store.AddAsync)), Assert.True);
        Assert.Equal(200, (await store.NewestAsync()).Count);
    }

    [Fact]
    public async Task Deliveries_of_many_products_do_not_stand_in_each_other_s_way()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        var adds = Enumerable.Range(0, 200).Select(i => store.AddAsync(Push($"d{i}", product: ProductId.Parse($"o/p{i % 20}"))));
        Assert.All(await Task.WhenAll(adds), Assert.True);
        Assert.Equal(10, await store.ListAsync(ProductId.Parse("o/p7"), 100, CancellationToken.None).CountAsync());
        Assert.Equal(200, (await store.StoredAsync()).Count);
    }

    [Fact]
    public async Task A_delivery_that_was_never_stored_cannot_be_settled()
    {
        await using var store = new TableDeliveryStore(await Azurite.AccountAsync());
        await store.AddAsync(Push("one"));
        var failure = await Assert.ThrowsAsync<StewardException>(() => store.StartedAsync(Push("other")));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_unavailable_and_after_its_return_all_goes_on()
    {
        await using var azurite = await Azurite.StartAsync();
        var account = new StorageAccount(new StorageOptions { ConnectionString = azurite.ConnectionString });
        await using var store = new TableDeliveryStore(account);
        Assert.True(await store.AddAsync(Push("before")));
        await azurite.StopProcessAsync();
        var failure = await Assert.ThrowsAsync<StewardException>(() => store.AddAsync(Push("while")));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        await azurite.StartProcessAsync();
        Assert.True(await store.AddAsync(Push("after")));
        Assert.False(await store.AddAsync(Push("before")));
        Assert.Equal(["after", "before"], (await store.NewestAsync()).Select(d => d.Id).Order());
    }
}
