using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Steward.Access.Bearers;
using Steward.Azure.Access.Bearers;
using Steward.Kernel;
using Steward.TestKit.Access;
using Xunit;

namespace Steward.StorageTests.SignIn;

/// <summary>The rules of bearer tokens themselves (RFC 7519, RFC 8725), at the door that every request with one goes through.</summary>
public sealed class BearerRulesTests : IAsyncLifetime
{
    private const string Audience = "https://steward.example";
    private static readonly CommitSha _commit = CommitSha.Parse(new string('a', 40));
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private FakeIssuer _issuer = null!;
    private ServiceProvider _services = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddBearerTokens()
            .AddSingleton<ITrustedIssuer>(new GitHubActionsIssuer(new GitHubActionsOptions { Issuer = _issuer.Name, Owners = ["acme"] }, [Audience])).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_as_it_should_be_is_recognised()
    {
        Assert.True(await IsKnownAsync(_issuer.Sign(Claims())));
        Assert.True(await IsKnownAsync(_issuer.Sign(Claims().With("aud", new JsonArray("https://other.example", Audience)))));
    }

    [Fact]
    public async Task One_algorithm_counts_and_no_other_that_a_token_names()
    {
        Assert.True(await IsKnownAsync(_issuer.Sign(Claims()))); // the key is known by now
        Assert.False(await IsKnownAsync(_issuer.Key.SignNot(Claims())));
        Assert.False(await IsKnownAsync(_issuer.Key.SignWithPublicKey(Claims())));
        foreach (var algorithm in new[] { "RS512", "PS256", "ES256", "HS256", "None", "rs256", "" }) Assert.False(await IsKnownAsync(_issuer.Key.Sign(Claims(), h => h["alg"] = algorithm)), algorithm);
        Assert.False(await IsKnownAsync(_issuer.Key.SignWith512(Claims())));
    }

    [Fact]
    public async Task The_key_is_the_one_that_the_token_names_and_of_the_issuer()
    {
        Assert.False(await IsKnownAsync(_issuer.Key.Sign(Claims(), h => h["kid"] = "other"))); // the right key under another name
        Assert.False(await IsKnownAsync(_issuer.Key.Sign(Claims(), h => h["kid"] = "KEY-1")));
        Assert.False(await IsKnownAsync(_issuer.Key.Sign(Claims(), h => h["kid"] = "")));
        Assert.False(await IsKnownAsync(_issuer.Key.Sign(Claims(), h => h.Remove("kid"))));
        Assert.False(await IsKnownAsync(new FakeSigningKey(_issuer.Key.Id).Sign(Claims())));
        var stranger = new FakeSigningKey("mine");
        Assert.False(await IsKnownAsync(stranger.Sign(Claims(), h => h["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = "x", ["e"] = "AQAB" })));
        Assert.False(await IsKnownAsync(stranger.Sign(Claims(), h => h["jku"] = $"{_issuer.Name}/keys")));
    }

    [Theory]
    [InlineData("n-512")]
    [InlineData("enc")]
    [InlineData("private")]
    public async Task A_key_that_is_not_for_signatures_or_too_short_or_no_secret_signs_nothing(string wrong)
    {
        var key = new FakeSigningKey("weak", wrong == "n-512" ? 1024 : 2048);
        _issuer.Publish(key, jwk =>
        {
            if (wrong == "enc") jwk["use"] = "enc";
            if (wrong == "private") jwk["d"] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(key.Rsa.ExportParameters(includePrivateParameters: true).D);
        });
        Assert.False(await IsKnownAsync(key.Sign(Claims())));
        Assert.True(await IsKnownAsync(_issuer.Sign(Claims())));
    }

    [Theory]
    [InlineData("exp", -60, false)]
    [InlineData("exp", -59, true)]
    [InlineData("nbf", 60, true)]
    [InlineData("nbf", 61, false)]
    [InlineData("iat", 60, true)]
    [InlineData("iat", 61, false)]
    public async Task Clocks_may_be_a_minute_apart_and_no_more(string claim, int seconds, bool isKnown) =>
        Assert.Equal(isKnown, await IsKnownAsync(_issuer.Sign(Claims().With(claim, _clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds()))));

    [Theory]
    [InlineData("exp", null)]
    [InlineData("iat", null)]
    [InlineData("iat", "yesterday")]
    [InlineData("aud", null)]
    [InlineData("aud", "https://steward.example/")]
    [InlineData("aud", "HTTPS://STEWARD.EXAMPLE")]
    [InlineData("iss", null)]
    [InlineData("iss", "https://token.actions.githubusercontent.com")]
    public async Task What_is_not_said_or_said_of_others_is_not_believed(string claim, string? value) =>
        Assert.False(await IsKnownAsync(_issuer.Sign(Claims().With(claim, value))));

    [Fact]
    public async Task Extensions_that_are_not_understood_length_and_form_are_not_let_pass()
    {
        var good = _issuer.Sign(Claims());
        var parts = good.Split('.');
        string[] wrong =
        [
            _issuer.Key.Sign(Claims(), h => h["crit"] = new JsonArray("b64")), _issuer.Sign(Claims().With("padding", new string('x', 20_000))), $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}",
            $"{good}.", $"{good}.x.y", $".{good}", "..", "", "a", _issuer.Sign(Claims().With("iss", $"{_issuer.Name}/")), $"{parts[0]}.{_issuer.Sign(Claims().With("run_id", "1")).Split('.')[1]}.{parts[2]}",
        ];
        foreach (var token in wrong) Assert.False(await IsKnownAsync(token), token[..Math.Min(40, token.Length)]);
        Assert.True(await IsKnownAsync(good));
    }

    [Fact]
    public async Task An_issuer_whose_configuration_is_of_somebody_else_is_not_believed()
    {
        _issuer.OtherName = "https://evil.example";
        var away = await Assert.ThrowsAsync<StewardException>(() => IsKnownAsync(_issuer.Sign(Claims())));
        Assert.Equal(FailureKind.Unavailable, away.Kind);
    }

    private async Task<bool> IsKnownAsync(string token) => await _services.GetRequiredService<IBearerTokens>().RecogniseAsync(token, CancellationToken.None) is not null;

    private JsonObject Claims() => JobClaims.Of(_issuer, Audience, _commit, _clock.GetUtcNow());
}
