using Steward.Kernel;
using Steward.TestKit.KeyVault;
using Xunit;

namespace Steward.StorageTests.Signing;

/// <summary>A vault that says no, is slow, or answers nonsense: the kind says whether another attempt helps, the sentence says what to do, and nothing is signed.</summary>
public sealed class KeyVaultFailureTests
{
    [Fact]
    public async Task A_token_that_the_vault_does_not_take_is_forbidden_and_never_told()
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        world.Vault.Credential.Token = "another-token-that-is-secret";
        world.Vault.FailNext(401, """{"error":{"code":"Unauthorized"}}""");
        var failure = await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Forbidden, "Unauthorized", "Key Vault Crypto User");
        Assert.DoesNotContain("token-of", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_challenge_of_a_vault_without_a_right_token_is_forbidden()
    {
        await using var world = await SigningWorld.StartAsync();
        world.Vault.Add("signing", FakeKeyVersion.P256());
        world.Vault.Credential.Token = "another-token-that-is-secret";
        var failure = Refused(() => world.Signer().PublicKey, FailureKind.Forbidden, "Unauthorized");
        Assert.DoesNotContain("another-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_key_is_named_as_such_and_works_again_once_it_is_enabled()
    {
        await using var world = await SigningWorld.StartAsync();
        var version = world.Vault.Add("signing", FakeKeyVersion.P256());
        var signer = world.Signer();
        version.IsEnabled = false;
        Refused(() => signer.PublicKey, FailureKind.Forbidden, "KeyDisabled", FakeKeyVault.Host);
        version.IsEnabled = true;
        Assert.NotEmpty(await signer.SignAsync(new byte[1], default));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        await using var world = await SigningWorld.StartAsync();
        Refused(() => world.Signer().PublicKey, FailureKind.NotFound, "SigningKey");
    }

    [Fact]
    public async Task Another_kind_of_key_is_refused_with_what_to_do()
    {
        await using var world = await SigningWorld.StartAsync();
        foreach (var wrong in new[] { FakeKeyVersion.Rsa(), FakeKeyVersion.P384() })
        {
            world.Vault.Add("signing", wrong);
            Refused(() => world.Signer().PublicKey, FailureKind.Invalid, "not an EC key on P-256", "SigningKey");
        }
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_short_trouble_is_sat_out(int status)
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        world.Vault.FailNext(status, times: 2, retryAfter: status == 429 ? "0" : null);
        Assert.NotEmpty(await signer.SignAsync(new byte[1], default));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_long_pause_is_the_callers_and_not_waited_for_here(int status)
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        var before = world.Vault.Calls.Count;
        world.Vault.FailNext(status, retryAfter: "60");
        var failure = await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Unavailable, $"{status}");
        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Equal(1, world.Vault.Calls.Count - before);
    }

    [Fact]
    public async Task A_long_trouble_and_a_cut_line_are_unavailable_and_forgotten_afterwards()
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        world.Vault.FailNext(500, times: 3);
        await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Unavailable, "500");
        world.Vault.CutNext(3);
        await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Unavailable, "cannot be reached");
        Assert.NotEmpty(await signer.SignAsync(new byte[1], default));
    }

    [Fact]
    public async Task What_the_vault_holds_wrong_is_not_tried_again()
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        world.Vault.FailNext(400, """{"error":{"code":"BadParameter","message":"secret details"}}""");
        var failure = await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Invalid, "BadParameter");
        Assert.DoesNotContain("secret details", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Sign in to the hotel's network</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"key":{"kty":"EC","crv":"P-256"}}""")]
    [InlineData("""{"key":{"kty":"EC","crv":"P-256","kid":"https://steward-test.vault.azure.net/keys/signing/1","x":"AAAA","y":"AAAA"}}""")]
    [InlineData("""{"key":{"kty":"EC","crv":"P-256","kid":"https://steward-test.vault.azure.net/keys/signing/1","x":"***","y":3}}""")]
    public async Task An_answer_that_is_no_key_is_not_used(string body)
    {
        await using var world = await SigningWorld.StartAsync();
        world.Vault.FailNext(200, body);
        Refused(() => world.Signer().PublicKey, FailureKind.Unavailable, "cannot be used");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":"AAAA"}""")]
    [InlineData("""{"value":"not base64!"}""")]
    [InlineData("""{"value":""}""")]
    public async Task An_answer_that_is_no_signature_is_not_used(string body)
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        world.Vault.FailNext(200, body);
        await RefusedAsync(() => signer.SignAsync(new byte[1], default), FailureKind.Unavailable, "cannot be used");
    }

    [Fact]
    public async Task A_signature_that_is_not_the_keys_is_never_handed_out()
    {
        await using var world = await SigningWorld.StartAsync();
        var version = world.Vault.Add("signing", FakeKeyVersion.P256());
        version.Falsify = pair => [.. pair.Reverse()];
        await RefusedAsync(() => world.Signer().SignAsync(new byte[1], default), FailureKind.Unavailable, "cannot be used");
    }

    [Theory]
    [InlineData("https://elsewhere.example/keys/signing/1")]
    [InlineData("http://steward-test.vault.azure.net/keys/signing/1")]
    public async Task A_token_is_sent_to_no_other_place_that_an_answer_names(string claimed)
    {
        await using var world = await SigningWorld.StartAsync();
        world.Vault.Add("signing", FakeKeyVersion.P256()).ClaimedId = new Uri(claimed);
        await RefusedAsync(() => world.Signer().SignAsync(new byte[1], default), FailureKind.Unavailable, "cannot be used");
        Assert.Equal(["GET /keys/signing"], world.Vault.Calls);
    }

    private static StewardException Refused(Func<object> call, FailureKind kind, params string[] words) => Check(Assert.Throws<StewardException>(call), kind, words);

    private static async Task<StewardException> RefusedAsync(Func<Task> call, FailureKind kind, params string[] words) =>
        Check(await Assert.ThrowsAsync<StewardException>(call), kind, words);

    private static StewardException Check(StewardException failure, FailureKind kind, string[] words)
    {
        Assert.Equal(kind, failure.Kind);
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
        return failure;
    }
}
