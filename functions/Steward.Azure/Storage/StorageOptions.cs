namespace Steward.Azure.Storage;

/// <summary>Which storage account Steward keeps its state in.</summary>
public sealed class StorageOptions
{
    /// <summary>A connection string: locally and in tests (Azurite). Never in the cloud.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's name: in the cloud, with <c>DefaultAzureCredential</c>.</summary>
    public string? AccountName { get; set; }

    /// <summary>Letters and digits before every table's and container's name, beginning with a letter; at most 20. Tests have one each.</summary>
    public string Prefix { get; set; } = "steward";
}
