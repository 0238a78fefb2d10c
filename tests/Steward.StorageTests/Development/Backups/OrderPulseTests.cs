using Microsoft.Extensions.Time.Testing;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

public sealed class OrderPulseTests
{
    private static readonly OrderOutcome Good = new(true, new string('a', 64), null, null);
    // The clock of the tests runs while others wait for a core: no limit may be reached meanwhile.
    private static readonly TimeSpan FarAway = TimeSpan.FromDays(40);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task It_says_how_far_the_work_is_at_its_rate_whether_it_came_further_or_not()
    {
        var (said, finish) = (new List<OrderProgress?>(), new TaskCompletionSource<OrderOutcome>());
        var run = new OrderPulse(_clock).RunAsync((progress, _) => Reported(progress, finish.Task), (p, _) => Say(said, p), TimeSpan.FromHours(1), default);
        for (var i = 0; i < 3; i++) _clock.Advance(OrderPulse.Rate);
        finish.SetResult(Good);
        Assert.Equal(Good, await run);
        Assert.InRange(said.Count, 1, 3);
        Assert.All(said, p => Assert.Equal(5, p!.Bytes));
    }

    [Fact]
    public async Task Work_whose_claim_is_over_is_ended_and_silence_is_no_reason()
    {
        var silent = true;
        var run = new OrderPulse(_clock).RunAsync(
            async (_, stop) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                return Good;
            },
            (_, _) => Task.FromException(silent ? StewardException.Unavailable("not now") : new StewardException(FailureKind.Conflict, "over")), FarAway, default);
        _clock.Advance(OrderPulse.Rate);
        Assert.False(run.IsCompleted);
        silent = false;
        while (!run.IsCompleted)
        {
            _clock.Advance(OrderPulse.Rate / 10);
            await Task.Yield();
        }

        Assert.Equal("Its claim is over, and it was ended.", (await run).Problem);
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_ended()
    {
        var run = new OrderPulse(_clock).RunAsync(
            async (_, stop) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                return Good;
            },
            (_, _) => Task.CompletedTask, TimeSpan.FromMinutes(1), default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("longer than its plan allows", (await run).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "The disk is full.")]
    [InlineData(false, "It broke off (InvalidOperationException)")]
    public async Task What_the_work_throws_is_its_outcome(bool known, string says)
    {
        var outcome = await new OrderPulse(_clock).RunAsync((_, _) => throw (known ? StewardException.Unavailable(says) : new InvalidOperationException("secret")), (_, _) => Task.CompletedTask, TimeSpan.FromHours(1), default);
        Assert.False(outcome.Done);
        Assert.StartsWith(says, outcome.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Problem, StringComparison.Ordinal);
    }

    private static Task<OrderOutcome> Reported(IProgress<OrderProgress> progress, Task<OrderOutcome> work)
    {
        progress.Report(new OrderProgress(1, 5, null, null));
        return work;
    }

    private static Task Say(List<OrderProgress?> said, OrderProgress? progress)
    {
        said.Add(progress);
        return Task.CompletedTask;
    }
}
