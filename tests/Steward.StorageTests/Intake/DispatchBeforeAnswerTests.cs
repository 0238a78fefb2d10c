using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Intake;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Stages;
using Steward.TestKit;
using Steward.TestKit.Intake;
using Xunit;

namespace Steward.StorageTests.Intake;

/// <summary>A host whose process may be frozen behind its answer: stored, then dispatched, then answered; nothing waits on what may never run.</summary>
public sealed class DispatchBeforeAnswerTests
{
    private const string Name = "octo-org/hello-world";

    [Fact]
    public async Task A_delivery_is_stored_before_it_is_dispatched_and_dispatched_before_it_is_answered()
    {
        var handler = new Handler();
        await using var host = await StartAsync(handler);
        var stored = new List<DeliveryState>();
        handler.Does = async _ => stored.AddRange((await ListAsync(host)).Select(d => d.State));

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(host, 1)).Status);
        Assert.Equal([DeliveryState.Stored], stored);
        Assert.Equal(DeliveryState.Started, Assert.Single(await ListAsync(host)).State);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task A_duplicate_is_answered_and_not_dispatched_again()
    {
        var handler = new Handler();
        await using var host = await StartAsync(handler);
        await SendAsync(host, 1);
        Assert.Contains("\"duplicate\":true", (await SendAsync(host, 1)).Body, StringComparison.Ordinal);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task A_burst_is_started_when_it_is_answered()
    {
        var handler = new Handler();
        await using var host = await StartAsync(handler);
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => SendAsync(host, i)));
        Assert.All(replies, r => Assert.Equal(HttpStatusCode.Accepted, r.Status));
        Assert.All(await ListAsync(host), d => Assert.Equal(DeliveryState.Started, d.State));
        Assert.Equal(40, handler.Seen.Count);
    }

    public static TheoryData<string> Failures => ["unavailable", "broken", "hangs"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_is_not_dispatched_in_time_is_answered_all_the_same_stays_stored_and_is_the_reconciles(string failure)
    {
        var handler = new Handler
        {
            Does = token => failure switch
            {
                "unavailable" => throw StewardException.Unavailable("The engine does not answer."),
                "broken" => throw new InvalidOperationException("a mistake in the program"),
                _ => Task.Delay(Timeout.InfiniteTimeSpan, token),
            },
        };
        await using var host = await StartAsync(handler);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(host, 1)).Status);
        Assert.Equal(DeliveryState.Stored, Assert.Single(await ListAsync(host)).State);

        handler.Does = _ => Task.CompletedTask;
        Assert.Equal(1, await ReconcileAsync(host));
        Assert.Equal(DeliveryState.Started, Assert.Single(await ListAsync(host)).State);
    }

    // A handler that does not listen to the token: the answer goes out all the same.
    [Fact]
    public async Task A_handler_that_cannot_be_stopped_does_not_keep_the_sender_waiting()
    {
        var end = new TaskCompletionSource();
        await using var host = await StartAsync(new Handler { Does = _ => end.Task });
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(host, 1)).Status);
        Assert.Equal(DeliveryState.Stored, Assert.Single(await ListAsync(host)).State);
        end.SetResult();
    }

    private static async Task<IntakeHost> StartAsync(Handler handler)
    {
        var options = new IntakeOptions { Secrets = [IntakeHost.Secret], DispatchBeforeAnswer = true, StoreTimeout = TimeSpan.FromSeconds(2) };
        var host = await IntakeHost.StartAsync(await Azurite.AccountAsync(), services => services.AddSingleton<IRepositoryEventHandler>(handler), options);
        await host.RegisterAsync(Name);
        return host;
    }

    private static Task<Reply> SendAsync(IntakeHost host, int number) =>
        host.Client.SendAsync("push", $"before-{number}", Payloads.Push(Name, number));

    private static async Task<List<Delivery>> ListAsync(IntakeHost host) =>
        await host.Services.GetRequiredService<IDeliveryStore>().ListAsync(ProductId.Parse(Name), 100, CancellationToken.None).ToListAsync();

    // The reconcile of half a minute later.
    private static Task<int> ReconcileAsync(IntakeHost host)
    {
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(40));
        var services = host.Services;
        return new SettleStoredDeliveries(
            services.GetRequiredService<IDeliveryStore>(), services.GetRequiredService<DeliverySettling>(), services.GetRequiredService<IntakeOptions>(), later,
            NullLogger<SettleStoredDeliveries>.Instance).RunAsync(new ScheduledRun(later.GetUtcNow()), CancellationToken.None);
    }

    private sealed class Handler : IRepositoryEventHandler
    {
        public ConcurrentQueue<RepositoryEvent> Seen { get; } = new();

        public Func<CancellationToken, Task> Does { get; set; } = _ => Task.CompletedTask;

        public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
        {
            await Does(cancellation);
            Seen.Enqueue(happened);
            return "a test";
        }
    }
}
