using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Steward.TestKit;
using Steward.TestKit.Intake;
using Xunit;

namespace Steward.StorageTests.Intake;

/// <summary>
/// 100,000 mutated webhooks through the real endpoint. STEWARD_TEST_FUZZ sets another number; STEWARD_TEST_SEED repeats a run whose seed a
/// failure has printed.
/// </summary>
[Long]
public sealed class WebhookFuzzTests(ITestOutputHelper output)
{
    private const int Connections = 16;

    private readonly int _seed = Number("STEWARD_TEST_SEED") ?? Environment.TickCount;
    private readonly int _runs = Number("STEWARD_TEST_FUZZ") ?? 100_000;
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    [Fact]
    public async Task No_mutated_webhook_is_ever_answered_with_a_server_error_nor_stops_the_host()
    {
        output.WriteLine($"seed {_seed}, {_runs} runs");
        await using var host = await IntakeHost.StartAsync(await Azurite.AccountAsync(), log: LogLevel.Error);
        await host.RegisterAsync("octo-org/hello-world");
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(() => SendAsync(host.Address, worker))));

        output.WriteLine(string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        Assert.Equal(_runs / Connections * Connections, _statuses.Values.Sum());
        Assert.Empty(host.Logs.Lines);
        Assert.All([202, 400, 401, 415], status => Assert.True(_statuses.ContainsKey(status), $"no {status} among the answers, seed {_seed}"));
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.SendAsync("push", "after-all", Payloads.Fixture("push"))).Status);
    }

    private async Task SendAsync(Uri address, int worker)
    {
        var mutator = new WebhookMutator(unchecked(_seed + worker));
        using var connection = new RawConnection(address);
        for (var run = 0; run < _runs / Connections; run++)
        {
            var (request, isFramed) = mutator.Next();
            var status = await connection.SendAsync(request, isFramed);
            _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            var fine = status is (>= 200 and < 500) || (status == 0 && !isFramed);
            Assert.True(fine, $"status {status}, seed {_seed}, connection {worker}, run {run}");
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
