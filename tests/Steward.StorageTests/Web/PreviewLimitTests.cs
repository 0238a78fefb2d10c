using Microsoft.Extensions.Time.Testing;
using Steward.Kernel;
using Steward.TestKit.Hosts;
using Steward.Web.Http;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class PreviewLimitTests
{
    private readonly FakeTimeProvider _time = new();
    private int _started;

    [Fact]
    public async Task The_same_question_is_worked_out_once_and_another_of_the_caller_waits_for_it()
    {
        var (limit, first) = (new PreviewLimit(_time), new TaskCompletionSource<string>());
        var asked = AskAsync(limit, "ada", "a", first);
        await StartedAsync(1);
        var again = AskAsync(limit, "ada", "a", first);
        var other = AskAsync(limit, "ada", "b", Done("b"));
        var another = AskAsync(limit, "bob", "a", Done("bob's"));
        Assert.Equal("bob's", await another);
        Assert.False(again.IsCompleted || other.IsCompleted);
        first.SetResult("a");
        Assert.Equal(["a", "a", "b"], await Task.WhenAll(asked, again, other));
        Assert.Equal(3, _started);
    }

    [Fact]
    public async Task Beyond_the_limit_it_is_refused_with_when_to_come_again()
    {
        var (limit, open) = (new PreviewLimit(_time), new TaskCompletionSource<string>());
        var running = Enumerable.Range(0, PreviewLimit.AtOnce).Select(i => AskAsync(limit, $"caller {i}", "a", open)).ToList();
        await StartedAsync(PreviewLimit.AtOnce);
        var late = AskAsync(limit, "late", "a", open);
        Assert.False(late.IsCompleted);
        _time.Advance(PreviewLimit.Patience);
        var refused = await Assert.ThrowsAsync<StewardException>(() => late);
        Assert.True(refused is { Kind: FailureKind.Unavailable, RetryAfter.TotalSeconds: > 0 });

        var waiting = Enumerable.Range(0, PreviewLimit.MaxWaiting).Select(i => AskAsync(limit, $"waiting {i}", "a", Done("late"))).ToList();
        await Assert.ThrowsAsync<StewardException>(() => AskAsync(limit, "one too many", "a", open));
        open.SetResult("a");
        Assert.All(await Task.WhenAll(running), a => Assert.Equal("a", a));
        Assert.All(await Task.WhenAll(waiting), a => Assert.Equal("late", a));
    }

    [Fact]
    public async Task Work_ends_when_nobody_waits_for_it_any_more_and_a_failure_is_everybodys_and_nobody_elses()
    {
        var limit = new PreviewLimit(_time);
        using var gone = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        var asked = limit.RunAsync<string>(Key("ada", "a"), async stop =>
        {
            await using var registered = stop.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
            return "never";
        }, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await stopped.Task;
        await Assert.ThrowsAsync<StewardException>(() => limit.RunAsync<string>(Key("ada", "b"), _ => throw StewardException.NotFound("nothing"), CancellationToken.None));
        Assert.Equal("b", await AskAsync(limit, "ada", "b", Done("b")));
    }

    private static PreviewKey Key(string caller, string question) => new(caller, ProductId.Parse("acme/shop"), question);

    private static TaskCompletionSource<string> Done(string answer)
    {
        var done = new TaskCompletionSource<string>();
        done.SetResult(answer);
        return done;
    }

    private Task StartedAsync(int count) => Eventually.TrueAsync($"{count} are worked on", () => Task.FromResult(Volatile.Read(ref _started) == count));

    private Task<string> AskAsync(PreviewLimit limit, string caller, string question, TaskCompletionSource<string> answer) => limit.RunAsync(Key(caller, question), _ =>
    {
        Interlocked.Increment(ref _started);
        return answer.Task;
    }, CancellationToken.None);
}
