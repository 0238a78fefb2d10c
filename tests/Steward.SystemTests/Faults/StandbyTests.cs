using System.Diagnostics;
using System.Text.Json;
using Steward.TestKit.Hosts;
using Steward.TestKit;

namespace Steward.SystemTests.Faults;

/// <summary>Two hosts on one storage.</summary>
[Long]
public sealed class StandbyTests
{
    [Fact]
    public async Task One_host_is_active_and_the_other_takes_over_within_30_seconds_of_its_death()
    {
        var connection = (await Azurite.SharedAsync()).ConnectionString;
        await using var world = await FaultWorld.CreateAsync(4, connection);
        await using var first = await world.StartHostAsync();
        await Eventually.TrueAsync("the first host is active", () => IsActiveAsync(first));
        await using var second = await world.StartHostAsync(first.SigningKey);
        Assert.False(await IsActiveAsync(second));
        await world.RegisterAsync(first);
        await PushAsync(world, first, 0);
        await PushAsync(world, second, 1);
        await first.KillAsync();
        var since = Stopwatch.StartNew();
        await Eventually.TrueAsync("the second host is active", () => IsActiveAsync(second), seconds: 30);
        TestContext.Current.TestOutputHelper?.WriteLine($"took over after {since.Elapsed.TotalSeconds:0.0} s");
        await PushAsync(world, second, 2);
        await world.AssertNothingIsLostAsync(second, seconds: 150);
    }

    private static async Task PushAsync(FaultWorld world, HostProcess host, int commit)
    {
        using var api = new StewardApi(host.Url, host.Token);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, await world.PushAsync(api, commit));
    }

    private static async Task<bool> IsActiveAsync(HostProcess host)
    {
        using var api = new StewardApi(host.Url, host.Token);
        return (await api.GetAsync<JsonElement>("health")).GetProperty("role").GetString() == "Active";
    }
}
