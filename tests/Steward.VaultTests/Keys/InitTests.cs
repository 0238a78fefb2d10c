using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault;
using Steward.Vault.Keys;
using Steward.Vault.Maintenance;
using Steward.Vault.Stores;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Keys;

/// <summary>Several who make a vault in one place at one moment: one vault comes of it, and whoever lost is told.</summary>
public sealed class InitTests
{
    private static readonly VaultSecret Second = VaultSecret.Passphrase("of the one who came second");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_one_is_told_and_its_passphrase_opens_nothing_also_where_it_may_not_delete(bool mayDelete)
    {
        var store = StoreKinds.NewFolder();
        var slow = Racing(store, mayDelete);
        var told = await Assert.ThrowsAsync<StewardException>(() => OpenVault.InitAsync(slow, Second, TestVault.Options(), default));
        Assert.Equal(FailureKind.Conflict, told.Kind);
        Assert.Contains("There is a vault", told.Message, StringComparison.Ordinal);
        Assert.Equal(mayDelete, !told.Message.Contains("steward vault keys remove", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<StewardException>(() => OpenVault.OpenAsync(store, Second, TestVault.Options(), default));
        Assert.Equal(FailureKind.Forbidden, refused.Kind);
        Assert.DoesNotContain("changed", refused.Message, StringComparison.Ordinal);
        await using var vault = await TestVault.OpenAsync(store);
        Assert.Equal(mayDelete ? ["passphrase"] : ["foreign", "passphrase"], (await vault.KeysAsync(default)).Select(k => k.Kind).Order(StringComparer.Ordinal));
        Assert.True((await new Verify(vault, new VerifyOptions()).RunAsync(default)).IsSound);
    }

    [Fact]
    public async Task With_one_passphrase_for_both_the_vault_opens_whichever_key_is_looked_at_first()
    {
        var store = StoreKinds.NewFolder();
        for (var i = 0; i < 4; i++)
        {
            var slow = i == 0 ? Racing(store, mayDelete: false) : new FaultyStore(store) { Fault = Unseen(mayDelete: false, () => { }) };
            Assert.Equal(FailureKind.Conflict, await TestVault.FailureOf(() => OpenVault.InitAsync(slow, TestVault.Secret, TestVault.Options(), default)));
        }

        await using var vault = await TestVault.OpenAsync(store);
        Assert.Equal(4, (await vault.KeysAsync(default)).Count(k => k.Kind == "foreign"));
        foreach (var key in await vault.KeysAsync(default))
        {
            if (key.Kind == "foreign") await vault.RemoveKeyAsync(key.Id, default);
            else Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(() => vault.RemoveKeyAsync(key.Id, default)));
        }

        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_is_lost_leaves_a_vault_that_opens()
    {
        var store = StoreKinds.NewFolder();
        var lost = false;
        var faulty = new FaultyStore(store);
        faulty.Fault = (request, name) =>
        {
            if (lost || request != "create" || name != ObjectNames.Config) return null;
            lost = true;
            // Written, and the answer is lost: the same bytes come again.
            faulty.LoseAnswer = true;
            return null;
        };
        var patience = new RetryPatience { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2) };
        await using (var made = await OpenVault.InitAsync(new RetryingStore(faulty, TimeProvider.System, patience), TestVault.Secret, TestVault.Options(), default)) Assert.True(lost);
        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }

    [Fact]
    public async Task The_last_key_that_opens_stays_also_beside_damaged_ones()
    {
        var store = StoreKinds.NewFolder();
        await using var vault = await TestVault.NewAsync(store);
        var second = await vault.AddKeyAsync(Second, "the safe", default);
        var path = Path.Combine(new Uri(store.Address).LocalPath, ObjectNames.Keys + second);
        await File.WriteAllTextAsync(path, "rot");
        var last = (await vault.KeysAsync(default)).Single(k => k.Kind == "passphrase");
        Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(() => vault.RemoveKeyAsync(last.Id, default)));
        await vault.RemoveKeyAsync(second, default);
        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }

    // Between its look whether there is a vault and its settings another one makes a vault.
    private static FaultyStore Racing(IVaultStore store, bool mayDelete) =>
        new(store) { Fault = Unseen(mayDelete, () => TestVault.NewAsync(store).GetAwaiter().GetResult().DisposeAsync().AsTask().Wait()) };

    private static Func<string, string, Exception?> Unseen(bool mayDelete, Action other)
    {
        var looked = false;
        return (request, name) =>
        {
            if (!mayDelete && request == "delete") return new StewardException(FailureKind.Forbidden, "You may not delete.");
            if (looked || request != "read" || name != ObjectNames.Config) return null;
            looked = true;
            other();
            return StewardException.NotFound("It was not there yet.");
        };
    }
}
