using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Cli.Storage;

/// <summary>
/// The storage that the environment names, for commands that need no running Steward: <c>STEWARD_STORAGE</c>, and where they are accounts of
/// their own <c>STEWARD_STORAGE_EVIDENCE</c> and <c>STEWARD_STORAGE_VAULT</c>; each a connection string or an account's name.
/// </summary>
internal static class StorageSettings
{
    /// <summary>Opens it under a prefix; null: the usual one.</summary>
    public static StorageAccount Open(CliServices services, string? prefix)
    {
        if (Place(services, "STEWARD_STORAGE") is not { } state)
            throw StewardException.Invalid("STEWARD_STORAGE is not set: give a connection string (locally) or a storage account's name (in Azure).");
        try
        {
            var options = new StorageOptions
            {
                ConnectionString = state.ConnectionString,
                AccountName = state.AccountName,
                Evidence = Place(services, "STEWARD_STORAGE_EVIDENCE"),
                Vault = Place(services, "STEWARD_STORAGE_VAULT"),
            };
            if (!string.IsNullOrEmpty(prefix)) options.Prefix = prefix;
            return new StorageAccount(options);
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or InvalidOperationException)
        {
            // The library's own message may quote the key.
            throw StewardException.Invalid("STEWARD_STORAGE, STEWARD_STORAGE_EVIDENCE or STEWARD_STORAGE_VAULT is neither a connection string nor the name of an account.", unreadable);
        }
    }

    /// <summary>The account that vaults are in; null when none is named.</summary>
    public static StoragePlace? Vault(CliServices services) => Place(services, "STEWARD_STORAGE_VAULT") ?? Place(services, "STEWARD_STORAGE");

    private static StoragePlace? Place(CliServices services, string variable) => services.Environment(variable) switch
    {
        null or "" => null,
        var connection when connection.Contains('=', StringComparison.Ordinal) => new StoragePlace { ConnectionString = connection },
        var name => new StoragePlace { AccountName = name },
    };
}
