using Steward.Access;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Access;

/// <summary>What a narrowed token opens.</summary>
public sealed class ReachTests
{
    private static readonly ProductId _app = ProductId.Parse("acme/app");

    [Fact]
    public void A_scope_opens_itself_and_an_agents_scope_opens_orders_of_agents_only()
    {
        var reach = Reach.Of(null, [AccessScopes.Results])!;
        Assert.Null(reach.Refusal(_app, AccessScopes.Results, false));
        Assert.NotNull(reach.Refusal(_app, AccessScopes.Coverage, false));
        Assert.NotNull(reach.Refusal(null, "read", true));
        Assert.True(AccessScopes.Opens("backups:agent/nas", AccessScopes.Agent));
        Assert.False(AccessScopes.Opens("backups:agent/nas", AccessScopes.Results));
        Assert.False(AccessScopes.Opens("backups:agent/nas", "backups:agent/other"));
    }

    [Theory]
    [InlineData("acme/app", "Acme/App", true)]
    [InlineData("acme/app", "acme/app2", false)]
    [InlineData("acme/*", "acme/other", true)]
    [InlineData("acme/*", "acme2/app", false)]
    [InlineData("acme/*", "globex/app", false)]
    public void Products_are_named_whole_or_by_owner(string pattern, string product, bool isReached)
    {
        var reach = Reach.Of([pattern], null)!;
        Assert.Equal(isReached, reach.Refusal(ProductId.Parse(product), "read", true) is null);
        Assert.Equal(isReached, Reach.Covers(reach, ProductId.Parse(product)));
    }

    [Fact]
    public void What_is_about_all_products_opens_to_one_of_some_only_where_the_endpoint_keeps_to_them()
    {
        var reach = Reach.Of(["acme/app"], null)!;
        Assert.NotNull(reach.Refusal(null, "read", isWithinProducts: false));
        Assert.Null(reach.Refusal(null, "read", isWithinProducts: true));
        Assert.Null(Reach.Of(null, null));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_token_is_live_until_its_end_and_never_after_it_was_revoked(int seconds, bool isLive)
    {
        var end = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        var token = new TokenRecord { Hash = "h", Name = "n", Level = AccessLevel.Read, IssuedAt = end.AddDays(-1), IssuedBy = "x", ExpiresAt = end };
        Assert.Equal(isLive, token.IsLiveAt(end.AddSeconds(seconds)));
        Assert.False((token with { RevokedAt = end.AddHours(-1) }).IsLiveAt(end.AddSeconds(seconds)));
        Assert.True((token with { ExpiresAt = null }).IsLiveAt(end.AddSeconds(seconds)));
    }
}
