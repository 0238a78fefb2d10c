using Microsoft.Extensions.Logging.Abstractions;
using Steward.Intake;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Intake;

public sealed class DeliveryDispatcherTests
{
    private static readonly Pushed Happened =
        new(ProductId.Parse("a/b"), "github:m", "refs/heads/main", CommitSha.None, CommitSha.Parse(new string('a', 40)), false);

    [Fact]
    public async Task Every_handler_sees_the_event_and_one_that_starts_something_is_enough()
    {
        var (one, two) = (new Handler(null), new Handler("the change"));
        Assert.Equal((DeliveryState.Started, null), await DispatchAsync(one, two));
        Assert.Equal(Happened, one.Seen);
        Assert.Equal(Happened, two.Seen);
    }

    [Fact]
    public async Task When_nobody_is_interested_it_is_ignored_with_the_reason()
    {
        var ignored = (DeliveryState.Ignored, "Nothing is set up to be started by this push event.");
        Assert.Equal(ignored, await DispatchAsync(new Handler(null)));
        Assert.Equal(ignored, await DispatchAsync());
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_it_stored_and_does_not_keep_the_others_from_theirs()
    {
        var after = new Handler("the change");
        Assert.Equal((DeliveryState.Stored, null), await DispatchAsync(new Handler("x") { Fails = true }, after));
        Assert.Equal(Happened, after.Seen);
    }

    private static Task<(DeliveryState State, string? Reason)> DispatchAsync(params IRepositoryEventHandler[] handlers) =>
        new DeliveryDispatcher(handlers, NullLogger<DeliveryDispatcher>.Instance).DispatchAsync(
            new Delivery
            {
                Id = "1", EventName = "push", Product = Happened.Product, ReceivedAt = default, Event = Happened,
                BodyDigest = "", State = DeliveryState.Stored,
            },
            CancellationToken.None);

    private sealed class Handler(string? starts) : IRepositoryEventHandler
    {
        public RepositoryEvent? Seen { get; private set; }

        public bool Fails { get; init; }

        public Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
        {
            Seen = happened;
            return Fails ? throw new InvalidOperationException("broken") : Task.FromResult(starts);
        }
    }
}
