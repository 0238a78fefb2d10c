using Steward.Azure.Vaults;
using Steward.Kernel;
using Steward.Vault.Keys;

namespace Steward.Cli.Commands.Vault;

/// <summary>What opens a vault: a key in Key Vault where one is named, else a passphrase.</summary>
internal static class VaultSecrets
{
    /// <summary>Finds it. Invalid when both are named.</summary>
    /// <param name="services">Where to look and to ask.</param>
    /// <param name="file">The file with a passphrase that was named, if any.</param>
    /// <param name="key">The key that was named, if any.</param>
    /// <param name="asTwice">True: a passphrase is asked for twice, for a slip would lock the vault for ever.</param>
    public static VaultSecret Of(CliServices services, string? file, string? key, bool asTwice = false)
    {
        if (key is null) return Passphrases.Of(services, file, asTwice);
        return file is null ? VaultSecret.Wrap(services.KeyWrap is { } open ? open(key) : KeyVaultWrap.Open(key)) : throw StewardException.Invalid("A vault is opened by a passphrase or by a key in Key Vault: name one of the two.");
    }
}
