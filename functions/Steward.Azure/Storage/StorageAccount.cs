using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Steward.Kernel;

namespace Steward.Azure.Storage;

/// <summary>
/// The tables and containers of one Steward, made on first use. Azurite and Azure Storage alike. Evidence and snapshots may lie in accounts of
/// their own: see <see cref="StorageOptions"/>.
/// </summary>
public sealed class StorageAccount
{
    private readonly TableServiceClient _tables;
    private readonly BlobServiceClient _blobs;
    private readonly BlobServiceClient _evidence;
    private readonly BlobServiceClient _vault;
    private readonly StorageOptions _options;
    private readonly HttpPipelinePolicy? _watch;
    private readonly string _prefix;
    private readonly ConcurrentDictionary<string, Lazy<Task<TableClient>>> _tableClients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<BlobContainerClient>>> _containers = new(StringComparer.Ordinal);

    /// <summary>Opens the account; nothing is sent yet. Options that cannot be right throw Invalid.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="watch">Sees every request, retries included: what operations cost is counted so. Null: nobody.</param>
    public StorageAccount(StorageOptions options, HttpPipelinePolicy? watch = null)
    {
        if (options.Problems() is [var problem, ..]) throw StewardException.Invalid($"Storage{problem}");
        (_options, _watch) = (options, watch);
        _prefix = options.Prefix.ToLowerInvariant();
        (_tables, _blobs) = Connect(options.ConnectionString, options.AccountName);
        _evidence = options.Evidence is { } evidence ? Connect(evidence.ConnectionString, evidence.AccountName).Blobs : _blobs;
        _vault = options.Vault is { } vault ? Connect(vault.ConnectionString, vault.AccountName).Blobs : _blobs;
    }

    /// <summary>The prefix before every name, in lower case.</summary>
    public string Prefix => _prefix;

    /// <summary>The same account under another prefix.</summary>
    public StorageAccount Beside(string prefix) =>
        new(new StorageOptions
        {
            ConnectionString = _options.ConnectionString, AccountName = _options.AccountName, Evidence = _options.Evidence, Vault = _options.Vault, Prefix = prefix,
        }, _watch);

    /// <summary>
    /// A table by its short name, created when it is not there. The name begins with a capital: the prefix has none, so that the tables of
    /// <c>steward</c> and of <c>stewardcopy</c> can be told apart.
    /// </summary>
    public Task<TableClient> TableAsync(string name) =>
        Once(_tableClients, name, async () =>
        {
            if (!char.IsAsciiLetterUpper(name[0])) throw new ArgumentException($"The table name '{name}' must begin with a capital letter.", nameof(name));
            var client = _tables.GetTableClient(_prefix + name);
            await StorageErrors.Translate(() => client.CreateIfNotExistsAsync());
            return client;
        });

    /// <summary>The short names of the tables that are there.</summary>
    public async IAsyncEnumerable<string> TableNamesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = $"TableName ge '{_prefix}' and TableName lt '{_prefix}~'";
        await foreach (var table in StorageErrors.Translate(_tables.QueryAsync(filter, cancellationToken: cancellation)))
        {
            var isOurs = table.Name.Length > _prefix.Length && table.Name.StartsWith(_prefix, StringComparison.Ordinal);
            if (isOurs && char.IsAsciiLetterUpper(table.Name[_prefix.Length])) yield return table.Name[_prefix.Length..];
        }
    }

    /// <summary>A blob container by its short name (lower-case letters), created when it is not there.</summary>
    public Task<BlobContainerClient> ContainerAsync(string name) =>
        Once(_containers, name, async () =>
        {
            var client = AccountOf(name).GetBlobContainerClient($"{_prefix}-{name}");
            await StorageErrors.Translate(() => client.CreateIfNotExistsAsync());
            return client;
        });

    /// <summary>The short names of the containers that are there, in whichever account they lie.</summary>
    public async IAsyncEnumerable<string> ContainerNamesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var begin = $"{_prefix}-";
        foreach (var account in new[] { _blobs, _evidence, _vault }.DistinctBy(a => a.Uri))
            await foreach (var container in StorageErrors.Translate(account.GetBlobContainersAsync(prefix: begin, cancellationToken: cancellation)))
                if (AccountOf(container.Name[begin.Length..]).Uri == account.Uri) yield return container.Name[begin.Length..];
    }

    private BlobServiceClient AccountOf(string container) => container switch
    {
        "ledger" or "payloads" => _evidence,
        "snapshots" => _vault,
        _ => _blobs,
    };

    private static async Task<T> Once<T>(ConcurrentDictionary<string, Lazy<Task<T>>> made, string name, Func<Task<T>> make)
    {
        var lazy = made.GetOrAdd(name, _ => new Lazy<Task<T>>(make));
        try
        {
            return await lazy.Value;
        }
        catch
        {
            // A failure is not kept: the next caller tries again.
            made.TryRemove(new KeyValuePair<string, Lazy<Task<T>>>(name, lazy));
            throw;
        }
    }

    private (TableServiceClient Tables, BlobServiceClient Blobs) Connect(string? connection, string? account) =>
        string.IsNullOrEmpty(connection) ? Connect(account!, new DefaultAzureCredential()) : Connect(connection);

    private (TableServiceClient Tables, BlobServiceClient Blobs) Connect(string connection) =>
        (new TableServiceClient(connection, Retries(new TableClientOptions())),
            new BlobServiceClient(connection, Retries(new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05))));

    private (TableServiceClient Tables, BlobServiceClient Blobs) Connect(string account, TokenCredential credential) =>
        (new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), credential, Retries(new TableClientOptions())),
            new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential, Retries(new BlobClientOptions())));

    // Short and few: callers have their own policies, and a webhook has ten seconds in all.
    private T Retries<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        if (_watch is not null) options.AddPolicy(_watch, HttpPipelinePosition.PerRetry);
        return options;
    }
}
