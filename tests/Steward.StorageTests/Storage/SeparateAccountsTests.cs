using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Storage;

/// <summary>Evidence and vault in accounts of their own. The other account is one at which nobody answers, so that who asks it is seen.</summary>
public sealed class SeparateAccountsTests
{
    private static readonly string _nobody =
        $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;BlobEndpoint=http://127.0.0.1:{Azurite.FreePort()}/nobody;TableEndpoint=http://127.0.0.1:1/nobody;";

    [Theory]
    [InlineData("ledger")]
    [InlineData("payloads")]
    public async Task Ledgers_and_payloads_go_to_the_account_of_the_evidence(string container)
    {
        var options = await Azurite.OptionsAsync();
        options.Evidence = new StoragePlace { ConnectionString = _nobody };
        var account = new StorageAccount(options);

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => account.ContainerAsync(container))).Kind);
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => account.Beside("other").ContainerAsync(container))).Kind);
        foreach (var other in new[] { "snapshots", "deliveries", "changes" }) await account.ContainerAsync(other);
        await account.TableAsync("Ledger");
    }

    [Fact]
    public async Task Snapshots_go_to_the_vault()
    {
        var options = await Azurite.OptionsAsync();
        options.Vault = new StoragePlace { ConnectionString = _nobody };
        var account = new StorageAccount(options);

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => account.ContainerAsync("snapshots"))).Kind);
        foreach (var other in new[] { "ledger", "payloads", "deliveries" }) await account.ContainerAsync(other);
    }

    [Fact]
    public async Task A_vault_without_an_account_is_refused()
    {
        var options = await Azurite.OptionsAsync();
        options.Vault = new StoragePlace();

        Assert.Throws<StewardException>(() => new StorageAccount(options));
    }
}
