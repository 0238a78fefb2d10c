using Steward.Azure.Ledger;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit;
using Steward.TestKit.Network;
using Xunit;

namespace Steward.StorageTests.Ledger;

public sealed class ConcurrentAppendTests
{
    [Fact]
    public async Task Two_processes_give_every_index_once()
    {
        await using var world = await LedgerWorld.CreateAsync();
        TableLedger[] processes = [world.Ledger, world.NewLedger()];
        var shared = LedgerWorld.Many(40, "shared");
        var appended = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var entries = new List<LedgerEntry>();
            for (var i = 0; i < 10; i++)
            {
                var own = LedgerWorld.Many(3, $"writer {writer} {i}");
                entries.AddRange(await processes[writer % 2].AppendAsync(world.Product, [.. own, shared[(writer * i) % 40]], default));
            }

            return entries;
        })));
        await RequireWholeAsync(world, appended.SelectMany(e => e), expected: (16 * 10 * 3) + appended.SelectMany(e => e).Select(e => e.Evidence.Id).Intersect(shared.Select(s => s.Id)).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_acknowledged_is_lost_when_connections_break_at_any_point(int seed)
    {
        await using var world = await LedgerWorld.CreateAsync();
        await using var proxy = new CuttingProxy(await TablePortAsync(), rate: 0.08, seed);
        TableLedger[] processes = [world.NewLedger(Through(world, proxy)), world.NewLedger(Through(world, proxy))];
        var appended = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var entries = new List<LedgerEntry>();
            foreach (var evidence in LedgerWorld.Many(12, $"writer {writer}"))
                entries.Add(await UntilAcknowledgedAsync(processes[writer % 2], world.Product, evidence));
            return entries;
        })));
        Assert.True(proxy.Cuts > 0);
        await RequireWholeAsync(world, appended.SelectMany(e => e), expected: 8 * 12);
    }

    [Fact]
    public async Task A_writer_that_is_abandoned_half_way_leaves_a_ledger_that_goes_on()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(600);
        using var abandon = new CancellationTokenSource();
        var half = world.NewLedger().AppendAsync(world.Product, evidence, abandon.Token);
        while ((await world.ReadAsync(0, 1)).Count == 0) await Task.Yield();
        await abandon.CancelAsync();
        var again = await world.AppendAsync(evidence);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => half);
        await RequireWholeAsync(world, again, expected: 600);
    }

    // Every index once, every acknowledged entry at its place, and a tree that verifies.
    private static async Task RequireWholeAsync(LedgerWorld world, IEnumerable<LedgerEntry> acknowledged, int expected)
    {
        var read = await world.ReadAsync(0, 10_000);
        Assert.Equal(Enumerable.Range(0, expected).Select(i => (long)i), read.Select(e => e.Index));
        Assert.Equal(expected, read.Select(e => e.Evidence.Id).Distinct().Count());
        Assert.All(acknowledged, e => Assert.Equal(e.Evidence.Id, read[(int)e.Index].Evidence.Id));
        Assert.Equal(expected, (await world.Ledger.GetCheckpointAsync(world.Product, default))!.Size);
        Assert.Empty(await world.ProblemsAsync());
    }

    private static async Task<LedgerEntry> UntilAcknowledgedAsync(TableLedger ledger, ProductId product, Evidence evidence)
    {
        while (true)
        {
            try
            {
                return (await ledger.AppendAsync(product, [evidence], default))[0];
            }
            catch (StewardException failure) when (failure.Kind == FailureKind.Unavailable)
            {
                // As the contract says: it is unknown whether it was written; append it again.
            }
        }
    }

    private static async Task<int> TablePortAsync() => new Uri(TableEndpoint((await Azurite.SharedAsync()).ConnectionString)).Port;

    private static StorageAccount Through(LedgerWorld world, CuttingProxy proxy)
    {
        var endpoint = TableEndpoint(world.Options.ConnectionString!);
        var other = new UriBuilder(endpoint) { Port = proxy.Port }.Uri.ToString();
        return new StorageAccount(new StorageOptions
        {
            ConnectionString = world.Options.ConnectionString!.Replace(endpoint, other, StringComparison.Ordinal),
            Prefix = world.Options.Prefix,
        });
    }

    private static string TableEndpoint(string connection) =>
        connection.Split(';').Single(p => p.StartsWith("TableEndpoint=", StringComparison.Ordinal))["TableEndpoint=".Length..];
}
