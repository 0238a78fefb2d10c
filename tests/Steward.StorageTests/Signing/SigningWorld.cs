using Steward.Azure.Signing;
using Steward.TestKit.KeyVault;
using Xunit;

namespace Steward.StorageTests.Signing;

/// <summary>A vault and those who sign with it.</summary>
internal sealed class SigningWorld : IAsyncDisposable
{
    private SigningWorld(FakeKeyVault vault) => Vault = vault;

    public FakeKeyVault Vault { get; }

    public static async Task<SigningWorld> StartAsync() => new(await FakeKeyVault.StartAsync());

    /// <summary>A process that has just begun.</summary>
    public KeyVaultSigner Signer(string? version = null) => new(FakeKeyVault.AddressOf("signing", version), Vault.Credential, Vault.Transport);

    /// <summary>A new key, and who signs with it; the key has been asked for already.</summary>
    public KeyVaultSigner WithKey()
    {
        Vault.Add("signing", FakeKeyVersion.P256());
        var signer = Signer();
        Assert.NotEqual(0, signer.PublicKey.Length);
        return signer;
    }

    public ValueTask DisposeAsync() => Vault.DisposeAsync();
}
