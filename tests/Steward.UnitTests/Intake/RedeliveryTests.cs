using Microsoft.Extensions.Logging.Abstractions;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Stages;
using Xunit;

namespace Steward.UnitTests.Intake;

public sealed class RedeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_new_process_looks_back_three_days_and_then_a_little_more_than_to_the_last_look()
    {
        var sender = new Sender();
        var cursor = new RedeliveryCursor();
        Assert.Equal(3, await RunAsync(cursor, Now, sender));
        await RunAsync(cursor, Now.AddMinutes(5), sender);
        Assert.Equal([Now.AddDays(-3), Now.AddMinutes(-10)], sender.Asked);
    }

    [Fact]
    public async Task A_look_that_failed_is_made_up_for_by_the_next_one()
    {
        var cursor = new RedeliveryCursor();
        await Assert.ThrowsAsync<StewardException>(() => RunAsync(cursor, Now, new Sender { Fails = true }));
        var sender = new Sender();
        await RunAsync(cursor, Now.AddMinutes(5), sender);
        Assert.Equal([Now.AddMinutes(5).AddDays(-3)], sender.Asked);
    }

    [Fact]
    public async Task Without_a_sender_that_keeps_a_list_nothing_is_asked_for() =>
        Assert.Equal(0, await RunAsync(new RedeliveryCursor(), Now));

    private static Task<int> RunAsync(RedeliveryCursor cursor, DateTimeOffset at, params IFailedDeliveries[] senders) =>
        new RequestRedeliveries(senders, cursor, NullLogger<RequestRedeliveries>.Instance).RunAsync(new ScheduledRun(at), CancellationToken.None);

    private sealed class Sender : IFailedDeliveries
    {
        public List<DateTimeOffset> Asked { get; } = [];

        public bool Fails { get; init; }

        public Task<int> RequestRedeliveryAsync(DateTimeOffset since, CancellationToken cancellation)
        {
            if (Fails) throw StewardException.Unavailable("not now");
            Asked.Add(since);
            return Task.FromResult(3);
        }
    }
}
