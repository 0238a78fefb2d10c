namespace Steward.Azure.Storage;

/// <summary>Which storage account Steward keeps its state in.</summary>
public sealed class StorageOptions
{
    /// <summary>A connection string: locally and in tests (Azurite). Never in the cloud.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's name: in the cloud, with <c>DefaultAzureCredential</c>.</summary>
    public string? AccountName { get; set; }

    /// <summary>
    /// Where published ledgers and payloads lie; null: beside the tables. In the cloud an account of its own, in which nothing can be deleted: an
    /// account with immutable blobs cannot be failed over to another region, and the tables must be.
    /// </summary>
    public StoragePlace? Evidence { get; set; }

    /// <summary>Where snapshots lie; null: beside the tables. In the cloud an account of its own, which stays when the other is lost.</summary>
    public StoragePlace? Vault { get; set; }

    /// <summary>Letters and digits before every table's and container's name, beginning with a letter; at most 20. Tests have one each.</summary>
    public string Prefix { get; set; } = "steward";
}
