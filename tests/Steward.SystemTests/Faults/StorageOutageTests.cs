using System.Collections.Concurrent;
using System.Net;
using Steward.SystemTests.Secrets;
using Steward.TestKit;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.Faults;

/// <summary>Storage that goes away under load, and comes back.</summary>
[Long]
public sealed class StorageOutageTests
{
    private const int Commits = 60;

    [Fact]
    public async Task Requests_fail_with_503_and_a_time_to_retry_and_nothing_acknowledged_is_lost()
    {
        await using var azurite = await Azurite.StartAsync();
        await using var world = await FaultWorld.CreateAsync(Commits, azurite.ConnectionString);
        await using var host = await world.StartHostAsync();
        await world.RegisterAsync(host);
        using var api = new StewardApi(host.Url, host.Token);
        var answers = new ConcurrentBag<HttpStatusCode?>();
        var load = Task.Run(async () =>
        {
            for (var commit = 0; commit < Commits; commit++)
            {
                while (!world.IsAcknowledged(commit)) answers.Add(await world.PushAsync(api, commit));
            }
        });
        await Eventually.TrueAsync("some pushes are acknowledged", () => Task.FromResult(world.Acknowledged.Count() > 5));
        await azurite.StopProcessAsync();
        await Eventually.TrueAsync("a push is refused", () => Task.FromResult(answers.Contains(HttpStatusCode.ServiceUnavailable)));
        await azurite.StartProcessAsync();
        await load;
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, $"answered {status}"));
        await world.AssertNothingIsLostAsync(host, seconds: 120);
        // What a library says of a failed request may quote it.
        Assert.All([azurite.ConnectionString.Split("AccountKey=")[1].Split(';')[0], HostProcess.Secret, host.Token], secret => Assert.Empty(Leak.Find(host.Log, secret)));
    }
}
