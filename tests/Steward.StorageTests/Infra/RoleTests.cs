using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>Who may do what: least privilege, at every level of redundancy.</summary>
public sealed class RoleTests
{
    // Azure's built-in roles, by their published ids.
    private const string BlobContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private const string QueueContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
    private const string SecretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    public static TheoryData<string> Levels() => [.. Deployment.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_host_may_delete_blobs_only_in_the_state_account(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var writer = Role(deployed, "Steward evidence writer");

        Assert.All(deployed.Kept, account => Assert.All(RolesOn(deployed, account.Id), role => Assert.Equal(writer.Name, role)));
        Assert.All(deployed.Kept, account => Assert.Equal(Hosts(level), RolesOn(deployed, account.Id).Count));
        Assert.Equal(
            Enumerable.Repeat(new[] { BlobContributor, QueueContributor, TableContributor }, Hosts(level)).SelectMany(r => r).Order(StringComparer.Ordinal),
            RolesOn(deployed, deployed.State.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_writer_reads_adds_and_writes_and_can_delete_nothing(string level)
    {
        var writer = Role(await Bicep.DeploymentAsync(level), "Steward evidence writer");

        var rights = RightsOf(writer);
        Assert.Contains("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read", rights);
        Assert.Contains("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write", rights);
        Assert.Contains("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action", rights);
        Assert.All(rights, right =>
        {
            Assert.DoesNotContain("delete", right, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("*", right, StringComparison.Ordinal);
            Assert.DoesNotContain("immutab", right, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("runAsSuperUser", right, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_host_signs_with_the_key_and_reads_the_secrets_and_no_more(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var signer = Role(deployed, "Steward signer");
        var (vault, key) = (deployed.Of(Types.KeyVault).Single(), deployed.Of(Types.Key).Single());

        Assert.Equal(["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/sign/action", "Microsoft.KeyVault/vaults/keys/verify/action"], RightsOf(signer));
        Assert.Equal(Enumerable.Repeat(signer.Name, Hosts(level)), RolesOn(deployed, key.Id));
        Assert.Equal(Enumerable.Repeat(SecretsUser, Hosts(level)).Append(SecretsOfficer), RolesOn(deployed, vault.Id).OrderBy(r => r == SecretsOfficer));
        var setter = Assert.Single(deployed.Of(Types.Assignment), a => RoleOf(a) == SecretsOfficer);
        Assert.Equal((Deployment.Deployer, "User"), (setter.Text("properties.principalId"), setter.Text("properties.principalType")));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task There_is_no_other_grant_and_none_on_a_group_or_the_subscription(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var known = deployed.Of(Types.Role).Select(r => r.Name)
            .Concat([BlobContributor, QueueContributor, TableContributor, SecretsUser, SecretsOfficer, MetricsPublisher]).ToHashSet();

        Assert.All(deployed.Of(Types.Assignment), a => Assert.Contains(RoleOf(a), known));
        Assert.All(deployed.Of(Types.Assignment), a => Assert.Contains("/providers/", a.Scope, StringComparison.Ordinal));
        Assert.All(deployed.Of(Types.Role), r => Assert.Equal([$"/subscriptions/{Deployment.Subscription}"], r.Texts("properties.assignableScopes")));
    }

    [Fact]
    public async Task Nobody_may_set_secrets_when_no_deployer_is_named()
    {
        var deployed = await Bicep.OtherAsync();

        Assert.DoesNotContain(deployed.Of(Types.Assignment), a => RoleOf(a) == SecretsOfficer);
    }

    private static int Hosts(string level) => level == "region" ? 2 : 1;

    private static Resource Role(Deployment deployed, string name) =>
        deployed.Of(Types.Role).Single(r => r.Text("properties.roleName").StartsWith(name, StringComparison.Ordinal));

    private static IReadOnlyList<string> RolesOn(Deployment deployed, string scope) =>
        [.. deployed.Of(Types.Assignment).Where(a => a.Scope == scope).Select(RoleOf)];

    private static string RoleOf(Resource assignment) => assignment.Text("properties.roleDefinitionId").Split('/')[^1];

    private static IReadOnlyList<string> RightsOf(Resource role) =>
        [.. role["properties.permissions"]!.AsArray().SelectMany(p => new[] { "actions", "dataActions" }.SelectMany(k => p![k]!.AsArray()))
            .Select(r => r!.GetValue<string>())];
}
