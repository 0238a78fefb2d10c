using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Access;
using Steward.Azure.Storage;
using Steward.Hosting;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Hosts;
using Xunit;

namespace Steward.StorageTests.Hosting;

/// <summary>A new Steward lets one token in that nobody has issued: by its hash, in the settings.</summary>
public sealed class FirstAdministratorTests
{
    private readonly string _secret = TokenSecret.Create();

    [Theory]
    [InlineData(HostPlace.Local)]
    [InlineData(HostPlace.Functions)]
    public async Task It_is_let_in_also_after_a_restart_and_neither_token_nor_hash_is_logged(HostPlace place)
    {
        var storage = await Azurite.OptionsAsync();
        for (var start = 0; start < 2; start++)
        {
            await using var world = await StartAsync(storage, place);
            await LetInAsync(world);
            Assert.Equal(start == 0, world.Logs.Lines.Any(l => l.Contains("was admitted", StringComparison.Ordinal)));
            Assert.DoesNotContain(world.Logs.Lines, l => l.Contains(_secret, StringComparison.OrdinalIgnoreCase) || l.Contains(TokenSecret.Hash(_secret), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Once_revoked_it_stays_out_though_it_still_stands_in_the_settings()
    {
        var storage = await Azurite.OptionsAsync();
        await using (var world = await StartAsync(storage))
        {
            await LetInAsync(world);
            await world.Services.GetRequiredService<AccessTokens>().RevokeAsync("first-administrator", default);
        }

        await using var again = await StartAsync(storage);
        var tokens = again.Services.GetRequiredService<AccessTokens>();
        Assert.False(await tokens.AdmitAsync("first-administrator", TokenSecret.Hash(_secret), AccessLevel.Administer, default));
        Assert.Equal(HttpStatusCode.Unauthorized, await again.KnockAsync(_secret));
    }

    [Fact]
    public async Task Hosts_that_start_at_once_let_it_in_together()
    {
        for (var round = 0; round < 5; round++)
        {
            var account = await Azurite.AccountAsync();
            var hash = TokenSecret.Hash(TokenSecret.Create());
            var tokens = Enumerable.Range(0, 8).Select(_ => new AccessTokens(new TableTokenStore(new AccessTable(account)), new TokenOptions(), TimeProvider.System)).ToList();
            await Task.WhenAll(tokens.Select(t => t.AdmitAsync("first-administrator", hash, AccessLevel.Administer, default)));
            Assert.NotNull(await tokens[0].FindLiveByHashAsync(hash, default));
            var next = TokenSecret.Hash(TokenSecret.Create());
            await Task.WhenAll(tokens.Select(t => t.AdmitAsync("first-administrator", next, AccessLevel.Administer, default)));
            Assert.NotNull(await tokens[0].FindLiveByHashAsync(next, default));
            Assert.Null(await tokens[0].FindLiveByHashAsync(hash, default));
        }
    }

    [Fact]
    public async Task Another_token_in_the_settings_takes_the_place_of_the_first()
    {
        var storage = await Azurite.OptionsAsync();
        await using (var world = await StartAsync(storage)) await LetInAsync(world);
        var next = TokenSecret.Create();
        await using var again = await HostingWorld.StartAsync(storage, o => o.FirstAdministrator = TokenSecret.Hash(next));
        await Eventually.TrueAsync("the next one is let in", async () => await again.KnockAsync(next) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await again.KnockAsync(_secret));
    }

    [Fact]
    public async Task While_storage_is_away_it_waits_and_says_so()
    {
        await using var azurite = await Azurite.StartAsync();
        var storage = new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = Azurite.NewPrefix() };
        await azurite.StopProcessAsync();
        await using var world = await StartAsync(storage);
        await Eventually.TrueAsync("it says that it waits", () => Task.FromResult(world.Logs.Lines.Any(l => l.Contains("The first administrator waits: Storage does not answer", StringComparison.Ordinal))));
        await azurite.StartProcessAsync();
        await LetInAsync(world);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stw_0000")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    [InlineData("../000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_hash_is_refused_with_a_sentence_that_does_not_repeat_it(string hash)
    {
        var tokens = new AccessTokens(new TableTokenStore(new AccessTable(await Azurite.AccountAsync())), new TokenOptions(), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<StewardException>(() => tokens.AdmitAsync("first-administrator", hash, AccessLevel.Administer, default));
        var problem = Assert.Single(new StewardOptions { FirstAdministrator = hash }.Problems(HostPlace.Local), p => p.StartsWith("FirstAdministrator", StringComparison.Ordinal));
        foreach (var sentence in new[] { failure.Message, problem })
        {
            Assert.Contains("steward tokens make", sentence, StringComparison.Ordinal);
            if (hash.Length > 0) Assert.DoesNotContain(hash, sentence, StringComparison.Ordinal);
        }
    }

    private Task<HostingWorld> StartAsync(StorageOptions storage, HostPlace place = HostPlace.Local) =>
        HostingWorld.StartAsync(storage, o => o.FirstAdministrator = TokenSecret.Hash(_secret), place);

    private Task LetInAsync(HostingWorld world) => Eventually.TrueAsync("the first administrator is let in", async () => await world.KnockAsync(_secret) == HttpStatusCode.OK);
}
