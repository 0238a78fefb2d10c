namespace Steward.Azure.Storage;

/// <summary>One storage account: either by a connection string or by its name.</summary>
public sealed class StoragePlace
{
    /// <summary>A connection string: locally and in tests (Azurite). Never in the cloud.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's name: in the cloud, with <c>DefaultAzureCredential</c>.</summary>
    public string? AccountName { get; set; }
}
