using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Steward.Azure.Storage;

namespace Steward.Azure.Vaults.Sources;

/// <summary>The tables and containers that are backed up together.</summary>
/// <param name="Name">What they are, for people: the account, the prefix.</param>
/// <param name="Tables">Tables by the names under which they are kept.</param>
/// <param name="Containers">Containers, likewise.</param>
public sealed record AzurePlaces(string Name, IReadOnlyDictionary<string, TableClient> Tables, IReadOnlyDictionary<string, BlobContainerClient> Containers)
{
    // Copies of the tables: what they are copies of is backed up itself.
    private static readonly string[] Copies = ["snapshots"];

    /// <summary>The state of a Steward: all tables and containers of its prefix.</summary>
    public static async Task<AzurePlaces> OfStewardAsync(StorageAccount account, CancellationToken cancellation)
    {
        var (tables, containers) = (new Dictionary<string, TableClient>(), new Dictionary<string, BlobContainerClient>());
        await foreach (var name in account.TableNamesAsync(cancellation)) tables[name] = await account.TableAsync(name);
        await foreach (var name in account.ContainerNamesAsync(cancellation))
            if (!Copies.Contains(name, StringComparer.Ordinal)) containers[name] = await account.ContainerAsync(name);
        return new AzurePlaces($"steward:{account.Prefix}", tables, containers);
    }
}
