using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>The storage accounts, at every level of redundancy.</summary>
public sealed class StorageSecurityTests
{
    public static TheoryData<string> Levels() => [.. Deployment.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task No_account_has_keys_old_encryption_or_public_blobs(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.All(deployed.Of(Types.Account), account =>
        {
            Assert.False(account.Is("properties.allowSharedKeyAccess"));
            Assert.False(account.Is("properties.allowBlobPublicAccess"));
            Assert.False(account.Is("properties.allowCrossTenantReplication"));
            Assert.True(account.Is("properties.supportsHttpsTrafficOnly"));
            Assert.Equal("TLS1_2", account.Text("properties.minimumTlsVersion"));
        });
        Assert.All(deployed.Of(Types.Container), c => Assert.Equal("None", c.Text("properties.publicAccess")));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Every_account_keeps_versions_and_what_was_deleted(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.All(deployed.Of(Types.Account), account =>
        {
            var blobs = deployed.One(Types.Blobs, account.Name + "/");
            Assert.True(blobs.Is("properties.isVersioningEnabled"));
            foreach (var policy in new[] { "deleteRetentionPolicy", "containerDeleteRetentionPolicy" })
            {
                Assert.True(blobs.Is($"properties.{policy}.enabled"));
                Assert.InRange(blobs.Number($"properties.{policy}.days"), 7, 365);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Ledger_payloads_and_snapshots_cannot_be_deleted_for_a_time(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var kept = deployed.Of(Types.Container).Where(c => deployed.Kept.Any(a => c.Name.StartsWith(a.Name + "/", StringComparison.Ordinal))).ToList();

        Assert.Superset(
            new HashSet<string> { "steward-ledger", "steward-payloads", "steward-snapshots" }, kept.Select(c => c.Name.Split('/')[^1]).ToHashSet());
        Assert.All(kept, container =>
        {
            // Of versions: the ledger's checkpoint is replaced all the time, which a policy of the whole container would refuse.
            Assert.True(container.Is("properties.immutableStorageWithVersioning.enabled"));
            var policy = deployed.One(Types.Immutability, container.Name + "/");
            Assert.InRange(policy.Number("properties.immutabilityPeriodSinceCreationInDays"), 30, 146_000);
            Assert.False(policy.Is("properties.allowProtectedAppendWrites"));
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_state_account_has_no_immutability_so_that_it_can_be_failed_over(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.DoesNotContain(deployed.Of(Types.Immutability), p => p.Name.StartsWith(deployed.State.Name + "/", StringComparison.Ordinal));
        Assert.All(
            deployed.Of(Types.Container).Where(c => c.Name.StartsWith(deployed.State.Name + "/", StringComparison.Ordinal)),
            c => Assert.Null(c["properties.immutableStorageWithVersioning"]));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_vault_is_alone_in_a_locked_group(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var group = deployed.Vault.Group;

        Assert.Equal(deployed.Vault.Name, Assert.Single(deployed.Of(Types.Account), a => a.Group == group).Name);
        Assert.DoesNotContain(deployed.All, r => r.Type is Types.App or Types.KeyVault && r.Group == group);
        var keep = Assert.Single(deployed.Of(Types.Lock), l => l.Group == group);
        Assert.Equal("CanNotDelete", keep.Text("properties.level"));
        Assert.EndsWith($"/resourceGroups/{group}", keep.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_it_is_kept_is_said_in_the_environment()
    {
        var deployed = await Bicep.OtherAsync();

        Assert.Equal([2555, 2555, 90], deployed.Of(Types.Immutability).Select(p => p.Number("properties.immutabilityPeriodSinceCreationInDays")).OrderDescending());
    }
}
