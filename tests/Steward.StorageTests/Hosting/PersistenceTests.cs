using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Steward.Hosting;
using Steward.Kernel;
using Steward.TestKit.Hosts;
using Steward.TestKit.Intake;
using Xunit;

namespace Steward.StorageTests.Hosting;

/// <summary>What has to be done once is tried until it is done, with the pauses that are asked for.</summary>
public sealed class PersistenceTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CapturedLogs _logs = new();
    private int _tries;

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(null)]
    public async Task It_pauses_as_long_as_it_is_asked_to_and_says_why(int? asked)
    {
        var pause = TimeSpan.FromSeconds(asked ?? 2);
        var done = RunAsync(() => _tries++ < 2 ? throw NotNow(asked) : Task.CompletedTask, CancellationToken.None);
        for (var round = 1; round <= 2; round++)
        {
            _clock.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(round, _tries);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Eventually.TrueAsync("it has tried again", () => Task.FromResult(_tries == round + 1));
        }

        await done;
        Assert.Equal(2, _logs.Lines.Count(l => l.Contains("The test waits: not now", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_another_attempt_cannot_mend_is_thrown_at_once()
    {
        await Assert.ThrowsAsync<StewardException>(() => RunAsync(() => throw StewardException.Invalid("never"), CancellationToken.None));
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task A_stop_ends_the_pause()
    {
        using var stop = new CancellationTokenSource();
        var waits = RunAsync(() => throw NotNow(60), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
    }

    private static StewardException NotNow(int? seconds) =>
        new(FailureKind.Unavailable, "not now") { RetryAfter = seconds is { } s ? TimeSpan.FromSeconds(s) : null };

    private async Task RunAsync(Func<Task> work, CancellationToken stop)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        await new Persistence(_clock, factory.CreateLogger<Persistence>()).UntilDoneAsync("The test", work, stop);
    }
}
