using Steward.TestKit.Hosts;
using Steward.TestKit;

namespace Steward.SystemTests.Faults;

/// <summary>kill -9 at random moments. The moments come from a seed that a failure names.</summary>
[Long]
public sealed class KillTests
{
    private const int Rounds = 20;
    private const int PushesARound = 4;

    [Fact]
    public async Task Every_acknowledged_delivery_reaches_its_verdict_through_twenty_kills_under_load()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var moments = new Random(seed);
        var connection = (await Azurite.SharedAsync()).ConnectionString;
        await using var world = await FaultWorld.CreateAsync(Rounds * PushesARound, connection);
        await using var host = await world.StartHostAsync();
        await world.RegisterAsync(host);
        for (var round = 0; round < Rounds; round++)
        {
            using var api = new StewardApi(host.Url, host.Token);
            var pushes = Enumerable.Range(0, (round + 1) * PushesARound).Where(c => !world.IsAcknowledged(c)).Select(c => world.PushAsync(api, c)).ToList();
            await Task.Delay(moments.Next(600));
            await host.KillAsync();
            await Task.WhenAll(pushes);
            await host.StartAgainAsync();
        }

        using (var api = new StewardApi(host.Url, host.Token))
        {
            foreach (var commit in Enumerable.Range(0, world.Commits.Count).Where(c => !world.IsAcknowledged(c))) await world.PushAsync(api, commit);
        }

        Assert.Equal(world.Commits.Count, world.Acknowledged.Count());
        await world.AssertNothingIsLostAsync(host, seconds: 120);
    }
}
