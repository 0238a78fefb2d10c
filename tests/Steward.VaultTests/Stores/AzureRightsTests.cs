using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Steward.Azure.Vaults;
using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault.Backing;
using Steward.Vault.Maintenance;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Maintenance;
using Xunit;

namespace Steward.VaultTests.Stores;

/// <summary>Credentials that cannot delete, and blobs that the storage keeps.</summary>
public sealed class AzureRightsTests
{
    private const BlobContainerSasPermissions Writer = BlobContainerSasPermissions.Read | BlobContainerSasPermissions.Add | BlobContainerSasPermissions.Create | BlobContainerSasPermissions.List;

    [Fact]
    public async Task Writers_that_cannot_delete_back_up_and_a_prune_by_them_says_what_is_forbidden()
    {
        var container = await StoreKinds.NewContainerAsync();
        await (await TestVault.NewAsync(new AzureVaultStore(container))).DisposeAsync();
        var store = new AzureVaultStore(new BlobContainerClient(container.GenerateSasUri(Writer, DateTimeOffset.UtcNow.AddHours(1)), Options()));
        var source = new MemorySource();
        source.Files["a"] = TestVault.Bytes(1, 2_000_000);
        await using var vault = await TestVault.OpenAsync(store);
        var outcome = await Backup.RunAsync(vault, source, new BackupOptions { Host = "web1", Time = TimeProvider.System }, null, default);
        Assert.True((await new Verify(vault, new VerifyOptions { Data = true }).RunAsync(default)).IsSound);

        var prune = await Assert.ThrowsAsync<StewardException>(() => new Prune(vault, new PruneOptions { Time = TimeProvider.System, Host = "web1" }).RunAsync(default));
        Assert.Equal(FailureKind.Forbidden, prune.Kind);
        Assert.Contains("run it with ones that may delete", prune.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Forbidden, await TestVault.FailureOf(() => Forget.RunAsync(vault, [outcome.Snapshot], default)));
        Assert.Empty(await store.ListAsync("prune", default).ToListAsync());

        await using var keeper = await TestVault.OpenAsync(new AzureVaultStore(container));
        await Forget.RunAsync(keeper, [outcome.Snapshot], default);
        Assert.True((await new Prune(keeper, new PruneOptions { Time = TimeProvider.System, Host = "keeper" }).RunAsync(default)).PacksCondemned > 0);
    }

    [Fact]
    public async Task A_blob_under_an_immutability_period_is_named_as_azure_tells_it()
    {
        var container = await StoreKinds.NewContainerAsync();
        await container.CreateAsync();
        var options = Options();
        options.Transport = new HttpClientTransport(new HttpClient(new Immutable()));
        var store = new AzureVaultStore(new BlobContainerClient(container.GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1)), options));
        await store.CreateAsync("snapshots/aa", new byte[1], default);
        var kept = await Assert.ThrowsAsync<StewardException>(() => store.DeleteAsync("snapshots/aa", default));
        Assert.True(kept.Kind == FailureKind.Forbidden, kept.ToString());
        Assert.Contains("snapshots/aa", kept.Message, StringComparison.Ordinal);
        Assert.Contains("immutability policy", kept.Message, StringComparison.Ordinal);
    }

    private static BlobClientOptions Options() => new(BlobClientOptions.ServiceVersion.V2025_01_05);

    // What Blob Storage answers for a blob in a container with a time-based retention policy.
    private sealed class Immutable() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Delete) return base.SendAsync(request, cancellationToken);
            var answer = new HttpResponseMessage(HttpStatusCode.Conflict)
            {
                Content = new StringContent("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>BlobImmutableDueToPolicy</Code><Message>This operation is not permitted as the blob is immutable due to a policy.</Message></Error>", System.Text.Encoding.UTF8, "application/xml"),
                RequestMessage = request,
            };
            answer.Headers.Add("x-ms-error-code", "BlobImmutableDueToPolicy");
            return Task.FromResult(answer);
        }
    }
}
