using Steward.Azure.Vaults;
using Steward.Kernel;
using Steward.TestKit.KeyVault;
using Steward.TestKit.Vaults;
using Steward.Vault;
using Steward.Vault.Keys;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Keys;

public sealed class KeyTests
{
    [Fact]
    public async Task Each_of_several_passphrases_opens_the_vault_until_it_is_taken_away_and_the_last_one_stays()
    {
        var store = StoreKinds.NewFolder();
        await using var vault = await TestVault.NewAsync(store);
        var second = VaultSecret.Passphrase("another one");
        var id = await vault.AddKeyAsync(second, "the safe", default);
        await using (var opened = await OpenVault.OpenAsync(store, second, TestVault.Options(), default)) Assert.Equal(vault.Id, opened.Id);
        Assert.Equal(["", "the safe"], (await vault.KeysAsync(default)).Select(k => k.Label == "the safe" ? k.Label : "").Order(StringComparer.Ordinal));
        await vault.RemoveKeyAsync(id[..12], default);
        Assert.Equal(FailureKind.Forbidden, await TestVault.FailureOf(() => OpenVault.OpenAsync(store, second, TestVault.Options(), default)));
        Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(async () => await vault.RemoveKeyAsync((await vault.KeysAsync(default))[0].Id, default)));
        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }

    [Fact]
    public async Task A_key_in_key_vault_opens_the_vault_also_after_it_was_rotated()
    {
        await using var azure = await FakeKeyVault.StartAsync();
        azure.Add("backups", FakeKeyVersion.Rsa());
        var secret = VaultSecret.Wrap(new KeyVaultWrap(FakeKeyVault.AddressOf("backups"), azure.Credential, azure.Transport));
        var store = StoreKinds.NewFolder();
        await using var vault = await OpenVault.InitAsync(store, secret, TestVault.Options(), default);
        azure.Add("backups", FakeKeyVersion.Rsa());
        await using (var opened = await OpenVault.OpenAsync(store, secret, TestVault.Options(), default)) Assert.Equal(vault.Id, opened.Id);
        await vault.AddKeyAsync(TestVault.Secret, "when Azure is away", default);
        azure.FailNext(403, times: 3);
        var refusal = await Assert.ThrowsAsync<StewardException>(() => OpenVault.OpenAsync(store, secret, TestVault.Options(), default));
        Assert.Contains("Key Vault Crypto Service Encryption User", refusal.Message, StringComparison.Ordinal);
        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }

    [Fact]
    public async Task A_version_in_the_address_wraps_and_any_address_of_the_key_opens()
    {
        await using var azure = await FakeKeyVault.StartAsync();
        var first = azure.Add("backups", FakeKeyVersion.Rsa());
        azure.Add("backups", FakeKeyVersion.Rsa());
        var pinned = new KeyVaultWrap(FakeKeyVault.AddressOf("backups", first.Id), azure.Credential, azure.Transport);
        var wrapped = await pinned.WrapAsync(new byte[32], default);
        Assert.Equal((FakeKeyVault.AddressOf("backups").ToString(), FakeKeyVault.AddressOf("backups", first.Id).ToString()), (pinned.KeyAddress, wrapped.KeyId));
        Assert.Equal(new byte[32], await new KeyVaultWrap(FakeKeyVault.AddressOf("backups"), azure.Credential, azure.Transport).UnwrapAsync(wrapped, default));
        Assert.All(["https://steward-test.vault.azure.net/keys", "https://steward-test.vault.azure.net/keys/a/b/c", "https://steward-test.vault.azure.net/keys/a?b=c", "backups"], wrong =>
            Assert.Equal(FailureKind.Invalid, Assert.Throws<StewardException>(() => KeyVaultWrap.Open(wrong)).Kind));
    }

    [Fact]
    public async Task A_version_that_somebody_wrote_into_the_storage_gets_no_token()
    {
        await using var azure = await FakeKeyVault.StartAsync();
        azure.Add("backups", FakeKeyVersion.Rsa());
        var wrap = new KeyVaultWrap(FakeKeyVault.AddressOf("backups"), azure.Credential, azure.Transport);
        foreach (var id in new[] { "https://evil.example/keys/backups/1", "https://steward-test.vault.azure.net/keys/other/1", "x" })
            Assert.Equal(FailureKind.Invalid, await TestVault.FailureOf(() => wrap.UnwrapAsync(new WrappedKey(id, new byte[256]), default)));
        Assert.Empty(azure.Calls);
    }

    [Fact]
    public async Task Nobody_makes_a_vault_where_there_is_one()
    {
        var store = StoreKinds.NewFolder();
        await using var vault = await TestVault.NewAsync(store);
        Assert.Equal(FailureKind.Conflict, await TestVault.FailureOf(() => TestVault.NewAsync(store)));
        Assert.Equal(FailureKind.NotFound, await TestVault.FailureOf(() => TestVault.OpenAsync(StoreKinds.NewFolder())));
        await (await TestVault.OpenAsync(store)).DisposeAsync();
    }
}
