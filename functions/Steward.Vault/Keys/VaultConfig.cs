using System.Text.Json;
using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Stores;

namespace Steward.Vault.Keys;

/// <summary>The public settings of a vault: the object <c>config</c>.</summary>
/// <param name="Format">The version of the format: 1.</param>
/// <param name="Id">The vault's id, 32 hexadecimal digits.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Content">How contents are cut.</param>
/// <param name="Listing">How listings are cut.</param>
internal sealed record VaultConfig(int Format, string Id, DateTimeOffset Created, ChunkSizes Content, ChunkSizes Listing)
{
    public const int MaxBytes = 64 * 1024;
    private const int Known = 1;
    private const int IdDigits = 32;

    public static VaultConfig New(string id, DateTimeOffset now) => new(Known, id, now, ChunkSizes.OfContent, ChunkSizes.OfListing);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, KeyJson.Default.VaultConfig);

    public static async Task<(VaultConfig Config, byte[] Bytes)> ReadAsync(IVaultStore store, CancellationToken cancellation)
    {
        try
        {
            var bytes = await store.ReadAsync(ObjectNames.Config, MaxBytes, cancellation);
            return (Read(bytes, store.Address), bytes);
        }
        catch (StewardException none) when (none.Kind == FailureKind.NotFound)
        {
            throw StewardException.NotFound($"There is no vault at {store.Address}. Look at the address, or make a vault there with 'steward vault init'.");
        }
    }

    private static VaultConfig Read(byte[] bytes, string address)
    {
        var config = KeyJson.Read(bytes, KeyJson.Default.VaultConfig)
            ?? throw StewardException.Invalid($"The settings of the vault at {address} ('config') cannot be read: the object is damaged. Put back a copy of it; nothing else is lost.");
        if (config.Format != Known)
            throw StewardException.Invalid($"The vault at {address} has format {config.Format}, and this Steward reads format {Known}: use a newer one.");
        if (config.Id is not { Length: IdDigits } || !config.Id.All(char.IsAsciiHexDigitLower) || config.Content?.IsSound != true || config.Listing?.IsSound != true)
            throw StewardException.Invalid($"The settings of the vault at {address} ('config') cannot be right: the object was changed. Put back a copy of it; nothing else is lost.");
        return config;
    }
}
