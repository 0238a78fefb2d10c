using System.Net;
using Steward.Access;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Steward.TestKit.Hosts;
using Steward.Web.Http;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>Whoever may read has the systems read only a few times at once.</summary>
public sealed class AskedAtOnceTests
{
    [Theory]
    [InlineData("/api/access/plan", AccessLevel.Read)]
    [InlineData("/api/access/state", AccessLevel.Administer)]
    [InlineData("/access", AccessLevel.Read)]
    public async Task The_same_question_of_a_caller_reads_the_systems_once_and_beyond_the_limit_it_is_refused(string path, AccessLevel level)
    {
        SlowSystem slow = null!;
        await using var world = await AccessWorld.StartAsync(around: real => slow = new SlowSystem(real));
        var callers = new List<HttpClient>();
        for (var i = 0; i <= PreviewLimit.AtOnce; i++) callers.Add(await world.Web.ClientAsync(level));
        var asked = callers.Take(PreviewLimit.AtOnce).SelectMany(c => new[] { c.GetAsync(path), c.GetAsync(path) }).ToList();
        await Eventually.TrueAsync("as many read as may", () => Task.FromResult(slow.Reads == PreviewLimit.AtOnce));

        var late = callers[^1].GetAsync(path);
        await Eventually.TrueAsync("it is refused", () =>
        {
            world.Web.Clock.Advance(PreviewLimit.Patience);
            return Task.FromResult(late.IsCompleted);
        });
        using var refused = await late;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);

        Assert.Equal(PreviewLimit.AtOnce, slow.Reads);
        slow.Go.SetResult();
        Assert.All(await Task.WhenAll(asked), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        callers.ForEach(c => c.Dispose());
    }

    private sealed class SlowSystem(IGrantSystem real) : IGrantSystem
    {
        private int _reads;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reads => Volatile.Read(ref _reads);

        public string Name => real.Name;

        public async Task<SystemState> ReadAsync(CareScope care, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _reads);
            await Go.Task.WaitAsync(cancellation);
            return await real.ReadAsync(care, cancellation);
        }

        public Task ApplyAsync(AccessChange change, CancellationToken cancellation) => real.ApplyAsync(change, cancellation);
    }
}
