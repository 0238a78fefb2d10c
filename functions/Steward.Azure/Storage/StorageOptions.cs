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

    /// <summary>What cannot be right, one sentence each, to be put behind the name of these options: <c>.Prefix: ...</c>.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (IsNowhere(ConnectionString, AccountName)) problems.Add(": give ConnectionString (locally) or AccountName (in Azure).");
        if (Evidence is { } evidence && IsNowhere(evidence.ConnectionString, evidence.AccountName)) problems.Add(".Evidence: give ConnectionString or AccountName, or leave it out.");
        if (Vault is { } vault && IsNowhere(vault.ConnectionString, vault.AccountName)) problems.Add(".Vault: give ConnectionString or AccountName, or leave it out.");
        if (Prefix is not { Length: > 0 and <= 20 } || !char.IsAsciiLetter(Prefix[0]) || !Prefix.All(char.IsAsciiLetterOrDigit))
            problems.Add($".Prefix: '{Kernel.Texts.Clip(Prefix ?? "", 40)}' must be 1 to 20 letters and digits, beginning with a letter.");
        return problems;
    }

    private static bool IsNowhere(string? connection, string? account) => string.IsNullOrEmpty(connection) && string.IsNullOrEmpty(account);
}
