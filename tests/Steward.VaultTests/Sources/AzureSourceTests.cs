using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;

namespace Steward.VaultTests.Sources;

public sealed class AzureSourceTests
{
    private static readonly string[] Names = ["a", "a/b", "a.blob/c", "a/b.blob", "x//y", "ends/", "ünï cödé%/100% ?#.json", "b!c", "b/c"];

    [Fact]
    public async Task Tables_and_blobs_come_back_under_another_prefix_as_they_were()
    {
        var account = await FilledAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(AzureSource.OfSteward(account, TimeProvider.System));
        Assert.Empty(stored.Snapshot.Problems);
        Assert.Equal(("2", "1201", "2", "10"), (stored.Snapshot.Details["tables"], stored.Snapshot.Details["rows"], stored.Snapshot.Details["containers"], stored.Snapshot.Details["blobs"]));
        var target = account.Beside(Azurite.NewPrefix());
        var report = await new AzureRestore(vault.Vault, stored.Snapshot, target).RunAsync(CancellationToken.None);
        Assert.Equal((2, 1201L, 10L), (report.Tables, report.Rows, report.Blobs));
        Assert.Empty(report.Differences);
        await AssertSameAsync(account, target);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        var account = await FilledAsync();
        await using var vault = await ScratchVault.CreateAsync();
        await vault.BackUpAsync(AzureSource.OfSteward(account, TimeProvider.System));
        await (await account.ContainerAsync("payloads")).GetBlobClient("late").UploadAsync(BinaryData.FromString("new"));
        var second = await vault.BackUpAsync(AzureSource.OfSteward(account, TimeProvider.System));
        Assert.Equal("11", second.Snapshot.Details["blobs"]);
        // The blob and the listing: neither rows nor the other blobs.
        Assert.InRange(second.Snapshot.Totals.NewBytes, 4, 20_000);
    }

    [Fact]
    public async Task Nothing_that_is_there_is_overwritten()
    {
        var account = await FilledAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(AzureSource.OfSteward(account, TimeProvider.System));
        var itself = await Assert.ThrowsAsync<StewardException>(() => new AzureRestore(vault.Vault, stored.Snapshot, account).RunAsync(CancellationToken.None));
        Assert.Equal(FailureKind.Invalid, itself.Kind);
        var other = await FilledAsync();
        var taken = await Assert.ThrowsAsync<StewardException>(() => new AzureRestore(vault.Vault, stored.Snapshot, other).RunAsync(CancellationToken.None));
        Assert.Equal(FailureKind.Conflict, taken.Kind);
    }

    private static async Task<StorageAccount> FilledAsync()
    {
        var account = await Azurite.AccountAsync();
        var table = await account.TableAsync("Things");
        foreach (var partition in Enumerable.Range(0, 12))
            await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row($"p{partition}", $"r{i:D3}"))));
        await (await account.TableAsync("Others")).UpsertEntityAsync(Row("p", "r"));
        var payloads = await account.ContainerAsync("payloads");
        foreach (var name in Names) await payloads.GetBlobClient(name).UploadAsync(BinaryData.FromString($"content of {name}"), overwrite: true);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/vnd.test+json", ContentEncoding = "identity", CacheControl = "no-store" },
            Metadata = new Dictionary<string, string> { ["rows"] = "12", ["sha256"] = "ab" },
        };
        await payloads.GetBlobClient("described").UploadAsync(BinaryData.FromBytes(new byte[300_000]), options);
        await account.ContainerAsync("empty");
        return account;
    }

    private static TableEntity Row(string partition, string row) => new(partition, row)
    {
        ["Text"] = "ünïcode \n line", ["Number"] = 7, ["Long"] = 1L << 40, ["Double"] = 2.0, ["Flag"] = true, ["Bytes"] = new byte[] { 0, 255 }, ["At"] = DateTimeOffset.UnixEpoch, ["Id"] = Guid.Empty,
    };

    private static async Task AssertSameAsync(StorageAccount account, StorageAccount target)
    {
        foreach (var name in new[] { "Things", "Others" }) Assert.Equal(await RowsAsync(account, name), await RowsAsync(target, name));
        Assert.Equal(await BlobsAsync(account), await BlobsAsync(target));
        Assert.Contains("empty", await target.ContainerNamesAsync(CancellationToken.None).ToListAsync());
    }

    private static async Task<List<string>> RowsAsync(StorageAccount account, string name)
    {
        var rows = await (await account.TableAsync(name)).QueryAsync<TableEntity>().ToListAsync();
        return [.. rows.Select(r => string.Join('|', r.Where(p => p.Key is not ("Timestamp" or "odata.etag")).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{p.Value.GetType().Name}={(p.Value is byte[] b ? Convert.ToHexString(b) : p.Value)}")))];
    }

    private static async Task<List<string>> BlobsAsync(StorageAccount account)
    {
        var (container, all) = (await account.ContainerAsync("payloads"), new List<string>());
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, CancellationToken.None))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
            var metadata = string.Join(',', blob.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}"));
            all.Add($"{blob.Name}|{blob.Properties.ContentType}|{blob.Properties.ContentEncoding}|{blob.Properties.CacheControl}|{metadata}|{Digest.Sha256(content.ToMemory().Span)}");
        }

        return all;
    }
}
