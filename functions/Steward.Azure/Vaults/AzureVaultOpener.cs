using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Azure.Vaults;

/// <summary>Blob containers: <c>azure://CONTAINER</c> or <c>azure://CONTAINER/FOLDER</c>, in the account that the surroundings name.</summary>
/// <param name="place">Asked for the account at first use; null: there is none.</param>
public sealed class AzureVaultOpener(Func<StoragePlace?> place) : IVaultOpener
{
    private const string Scheme = "azure://";
    private const int Tries = 2;

    /// <inheritdoc/>
    public string Form => "azure://CONTAINER";

    /// <inheritdoc/>
    public IVaultStore? Open(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var parts = address[Scheme.Length..].Trim('/').Split('/', 2);
        if (!IsContainer(parts[0]))
            throw StewardException.Invalid($"'{Texts.Clip(address, 120)}' names no blob container: 3 to 63 lower-case letters, digits and '-' after azure://.");
        var found = place() ?? throw StewardException.Invalid("The storage account of the vault is not named: set STEWARD_STORAGE_VAULT or STEWARD_STORAGE to a connection string (locally) or an account's name (in Azure).");
        return new AzureVaultStore(Connect(found).GetBlobContainerClient(parts[0]), parts.Length > 1 ? $"{ObjectNames.Checked(parts[1])}/" : "");
    }

    private static bool IsContainer(string name) =>
        name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static BlobServiceClient Connect(StoragePlace place)
    {
        try
        {
            return string.IsNullOrEmpty(place.ConnectionString)
                ? new BlobServiceClient(new Uri($"https://{place.AccountName}.blob.core.windows.net"), new DefaultAzureCredential(), Options(new BlobClientOptions()))
                : new BlobServiceClient(place.ConnectionString, Options(new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05)));
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or InvalidOperationException)
        {
            // The library's own message may quote the key.
            throw StewardException.Invalid("The storage account of the vault is named by neither a connection string nor an account's name.", unreadable);
        }
    }

    // Few and short: the vault's own retries go around these.
    private static BlobClientOptions Options(BlobClientOptions options)
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = Tries;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
