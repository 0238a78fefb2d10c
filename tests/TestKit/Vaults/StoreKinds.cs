using Azure.Storage.Blobs;
using Steward.Azure.Vaults;
using Steward.Vault.Stores;

namespace Steward.TestKit.Vaults;

/// <summary>Every kind of store there is, each a fresh one: what holds for one must hold for all.</summary>
public static class StoreKinds
{
    public static IReadOnlyDictionary<string, Func<Task<IVaultStore>>> All { get; } = new Dictionary<string, Func<Task<IVaultStore>>>(StringComparer.Ordinal)
    {
        ["folder"] = () => Task.FromResult<IVaultStore>(NewFolder()),
        ["azure"] = async () => new AzureVaultStore(await NewContainerAsync()),
        ["azure-folder"] = async () => new AzureVaultStore(await NewContainerAsync(), "deep/down/"),
        ["retrying"] = () => Task.FromResult<IVaultStore>(new RetryingStore(NewFolder(), TimeProvider.System)),
        ["limited"] = () => Task.FromResult<IVaultStore>(new LimitedStore(NewFolder(), 1L << 40, TimeProvider.System)),
        ["counting"] = () => Task.FromResult<IVaultStore>(new CountingStore(NewFolder())),
    };

    /// <summary>An empty folder below the temporary one.</summary>
    public static FolderStore NewFolder() => new(Directory.CreateTempSubdirectory("steward-vault-").FullName);

    /// <summary>A container that no other test has; it is not made yet.</summary>
    public static async Task<BlobContainerClient> NewContainerAsync()
    {
        var azurite = await Azurite.SharedAsync();
        return new BlobContainerClient(azurite.ConnectionString, $"{Azurite.NewPrefix()}-vault", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05));
    }
}
