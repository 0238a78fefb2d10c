using Steward.Azure.Ledger;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Ledger;

[Long]
public sealed class OutageTests
{
    [Fact]
    public async Task While_storage_is_away_nothing_is_acknowledged_and_afterwards_all_goes_on()
    {
        await using var azurite = await Azurite.StartAsync();
        await using var world = LedgerWorld.On(new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = "outage" });
        var payloads = new BlobPayloadStore(world.Storage);
        await world.AppendAsync(LedgerWorld.Many(3, "before"));
        await world.Ledger.GetCheckpointAsync(world.Product, default);
        await azurite.StopProcessAsync();
        await RequireUnavailableAsync(() => world.AppendAsync(LedgerWorld.Many(3, "during")));
        await RequireUnavailableAsync(() => world.FindAsync(LedgerWorld.Evidence("before 0").Subject));
        await RequireUnavailableAsync(() => world.Ledger.GetCheckpointAsync(world.Product, default));
        await RequireUnavailableAsync(() => payloads.PutAsync(world.Product, new byte[] { 1 }, default));
        await azurite.StartProcessAsync();
        await world.AppendAsync(LedgerWorld.Many(3, "during"));
        Assert.Equal(6, (await world.ReadAsync(0, 10)).Count);
        Assert.Equal(6, (await world.Ledger.GetCheckpointAsync(world.Product, default))!.Size);
        Assert.Empty(await world.ProblemsAsync());
    }

    private static async Task RequireUnavailableAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<StewardException>(call);
        Assert.Equal((FailureKind.Unavailable, true), (failure.Kind, failure.RetryAfter is not null));
    }
}
