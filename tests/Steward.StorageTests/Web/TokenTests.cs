using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class TokenTests
{
    [Fact]
    public async Task Tokens_are_issued_once_listed_without_their_text_and_revoked()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var issued = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Upload", expiresAt = "2026-12-31T00:00:00Z" }).OkAsync<IssuedToken>();
        Assert.True(TokenSecret.IsWellFormed(issued.Secret));
        Assert.Equal("token:test-", issued.Token.IssuedBy[..11]);

        var text = await admin.GetStringAsync("/api/tokens");
        Assert.DoesNotContain(issued.Secret, text);
        Assert.DoesNotContain(TokenSecret.Hash(issued.Secret), text);
        await admin.PostJsonAsync("/api/tokens/revoke", new { name = "ci" }).OkAsync<RevokeAnswer>();
        var list = await admin.GetAsync("/api/tokens").OkAsync<TokenList>();
        Assert.Equal(TokenState.Revoked, Assert.Single(list.Tokens, t => t.Name == "ci").State);
        await admin.PostJsonAsync("/api/tokens/revoke", new { name = "ci" }).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_is_one_live_tokens_only_until_it_is_replaced()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var first = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Read" }).OkAsync<IssuedToken>();
        await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Read" }).ProblemAsync(HttpStatusCode.Conflict);
        var second = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Read", replace = true }).OkAsync<IssuedToken>();
        using var old = world.Client(first.Secret);
        using var now = world.Client(second.Secret);
        await old.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, (await now.GetAsync("/api/products")).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_ask_for_one_name_at_once_one_gets_it()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => admin.PostJsonAsync("/api/tokens", new { name = "one", level = "Read" })));
        Assert.Single(answers, a => a.IsSuccessStatusCode);
        var list = await admin.GetAsync("/api/tokens").OkAsync<TokenList>();
        Assert.Single(list.Tokens, t => t is { Name: "one", State: TokenState.Live });
    }

    [Theory]
    [InlineData("""{"name":"","level":"Read"}""")]
    [InlineData("""{"name":"a b","level":"Read"}""")]
    [InlineData("""{"name":"x","level":"God"}""")]
    [InlineData("""{"name":"x","level":99}""")]
    [InlineData("""{"name":"x","level":"Read","expiresAt":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"name":null,"level":"Read"}""")]
    [InlineData("""{"name":""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task What_cannot_be_a_token_is_refused_with_a_sentence(string body)
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var sentence = await admin.PostAsync("/api/tokens", new StringContent(body, null, "application/json")).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.EndsWith(".", sentence);
    }
}
