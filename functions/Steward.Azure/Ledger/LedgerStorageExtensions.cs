using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Signing;
using Steward.Ledger;

namespace Steward.Azure.Ledger;

/// <summary>Registration of the ledger's storage.</summary>
public static class LedgerStorageExtensions
{
    /// <summary>Adds <see cref="ILedger"/> and <see cref="IPayloadStore"/>. They need a StorageAccount and an <see cref="ISigner"/>.</summary>
    public static IServiceCollection AddLedgerStorage(this IServiceCollection services) => services
        .AddSingleton<TableLedger>()
        .AddSingleton<ILedger>(provider => provider.GetRequiredService<TableLedger>())
        .AddSingleton<IPayloadStore, BlobPayloadStore>();

    /// <summary>Adds an <see cref="ISigner"/> whose key lies in a file, which is made on first use.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The file.</param>
    /// <param name="keyName">The key's name in signed notes: no spaces, no plus.</param>
    public static IServiceCollection AddFileSigner(this IServiceCollection services, string path, string keyName) =>
        services.AddSingleton<ISigner>(_ => FileSigner.Open(path, keyName));

    /// <summary>Adds an <see cref="ISigner"/> whose key never leaves Key Vault.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key: <c>https://VAULT.vault.azure.net/keys/NAME</c>.</param>
    /// <param name="credential">Who asks.</param>
    public static IServiceCollection AddKeyVaultSigner(this IServiceCollection services, Uri key, TokenCredential credential) =>
        services.AddSingleton<ISigner>(_ => new KeyVaultSigner(key, credential));
}
