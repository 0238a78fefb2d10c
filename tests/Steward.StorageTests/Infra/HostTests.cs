using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Steward.Hosting;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>Function apps, keys, antivirus and logs, at every level of redundancy.</summary>
public sealed class HostTests
{
    public static TheoryData<string> Levels() => [.. Deployment.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Hosts_run_net_10_isolated_on_flex_consumption_without_passwords(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.All(deployed.Of(Types.Plan), p => Assert.Equal(("FC1", "FlexConsumption"), (p.Text("sku.name"), p.Text("sku.tier"))));
        Assert.All(deployed.Of(Types.App), app =>
        {
            Assert.Equal(("dotnet-isolated", "10.0"), (app.Text("properties.functionAppConfig.runtime.name"), app.Text("properties.functionAppConfig.runtime.version")));
            Assert.True(app.Is("properties.httpsOnly"));
            Assert.Equal("1.2", app.Text("properties.siteConfig.minTlsVersion"));
            Assert.Equal("Disabled", app.Text("properties.siteConfig.ftpsState"));
            Assert.Equal("UserAssigned", app.Text("identity.type"));
            Assert.Equal("UserAssignedIdentity", app.Text("properties.functionAppConfig.deployment.storage.authentication.type"));
            Assert.EndsWith("/subnets/functions", app.Text("properties.virtualNetworkSubnetId"), StringComparison.Ordinal);
            foreach (var door in new[] { "ftp", "scm" })
                Assert.False(deployed.One("Microsoft.Web/sites/basicPublishingCredentialsPolicies", $"{app.Name}/{door}").Is("properties.allow"));
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Azd_finds_one_host_to_deploy_to(string level)
    {
        var tagged = (await Bicep.DeploymentAsync(level)).All.Where(r => r["tags"]?["azd-service-name"] is not null).ToList();

        Assert.Equal((Types.App, "functions"), (Assert.Single(tagged).Type, tagged[0]["tags"]!["azd-service-name"]!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_settings_hold_identities_and_references_and_no_keys(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        string[] expected =
        [
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID",
            "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
            "STEWARD__Clamd", "STEWARD__FirstAdministrator", "STEWARD__GitHub__AppId", "STEWARD__GitHub__PrivateKey", "STEWARD__SigningKey",
            "STEWARD__Storage__AccountName", "STEWARD__Storage__Evidence__AccountName", "STEWARD__Storage__Prefix", "STEWARD__Storage__Vault__AccountName",
            "STEWARD__WebhookSecrets__0",
        ];

        Assert.All(deployed.Of(Types.Settings), settings =>
        {
            var values = Values(settings);
            Assert.Equal(expected, values.Keys.Order(StringComparer.Ordinal));
            Assert.Equal("managedidentity", values["AzureWebJobsStorage__credential"]);
            Assert.Equal(deployed.State.Name, values["AzureWebJobsStorage__accountName"]);
            Assert.Equal(deployed.State.Name, values["STEWARD__Storage__AccountName"]);
            Assert.Matches("ClientId=.*Authorization=AAD", values["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
            foreach (var (name, secret) in new[] { ("STEWARD__WebhookSecrets__0", "webhook-secret"), ("STEWARD__GitHub__PrivateKey", "github-app-key") })
                Assert.Equal($"@Microsoft.KeyVault(VaultName={deployed.Of(Types.KeyVault).Single().Name};SecretName={secret})", values[name]);
            Assert.DoesNotContain(values.Values, v => v.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_host_understands_every_setting_that_it_is_given(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.All(deployed.Of(Types.Settings), settings =>
        {
            var given = Values(settings).Where(v => v.Key.StartsWith(Settings.VariablePrefix, StringComparison.Ordinal))
                .ToDictionary(v => v.Key[Settings.VariablePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), v => (string?)AsAzureWouldGive(v.Value));
            var options = new StewardOptions();

            // As the host reads them: a key that it does not know is an error.
            new ConfigurationBuilder().AddInMemoryCollection(given).Build().Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);

            Assert.Empty(options.Problems(HostPlace.Functions));
            Assert.NotNull(options.Storage.Evidence?.AccountName);
            Assert.NotNull(options.Storage.Vault?.AccountName);
            Assert.NotNull(options.GitHub);
        });
    }

    [Fact]
    public async Task Before_there_is_a_GitHub_App_nothing_refers_to_its_key()
    {
        var values = Values((await Bicep.OtherAsync()).Of(Types.Settings).Single());

        Assert.DoesNotContain(values.Keys, k => k.StartsWith("STEWARD__GitHub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_webhook_secret_is_changed_both_are_accepted()
    {
        var values = Values((await Bicep.OtherAsync()).Of(Types.Settings).Single());

        Assert.EndsWith(";SecretName=webhook-secret)", values["STEWARD__WebhookSecrets__0"], StringComparison.Ordinal);
        Assert.EndsWith(";SecretName=webhook-secret-previous)", values["STEWARD__WebhookSecrets__1"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task The_key_vault_holds_a_P256_signing_key_that_cannot_be_purged_or_exported(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var (vault, key) = (deployed.Of(Types.KeyVault).Single(), deployed.Of(Types.Key).Single());

        Assert.True(vault.Is("properties.enablePurgeProtection"));
        Assert.True(vault.Is("properties.enableSoftDelete"));
        Assert.Equal(90, vault.Number("properties.softDeleteRetentionInDays"));
        Assert.True(vault.Is("properties.enableRbacAuthorization"));
        Assert.Equal(("EC", "P-256"), (key.Text("properties.kty"), key.Text("properties.curveName")));
        Assert.Equal(["sign", "verify"], key.Texts("properties.keyOps"));
        Assert.False(key.Is("properties.attributes.exportable"));
        Assert.False(deployed.Has("Microsoft.KeyVault/vaults/secrets"));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Only_the_network_reaches_the_antivirus_which_refreshes_its_signatures(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.All(deployed.Of(Types.ContainerEnvironment), environment =>
        {
            Assert.True(environment.Is("properties.vnetConfiguration.internal"));
            Assert.Equal("Disabled", environment.Text("properties.publicNetworkAccess"));
            Assert.EndsWith("/subnets/antivirus", environment.Text("properties.vnetConfiguration.infrastructureSubnetId"), StringComparison.Ordinal);
        });
        Assert.All(deployed.Of(Types.ContainerApp), app =>
        {
            Assert.Equal("tcp", app.Text("properties.configuration.ingress.transport"));
            Assert.Equal((3310, 3310), (app.Number("properties.configuration.ingress.targetPort"), app.Number("properties.configuration.ingress.exposedPort")));
            var container = Assert.Single(app["properties.template.containers"]!.AsArray())!;
            Assert.StartsWith("clamav/clamav:", container["image"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains(container["env"]!.AsArray(), e => e!["name"]!.GetValue<string>() == "CLAMAV_NO_FRESHCLAMD" && e["value"]!.GetValue<string>() == "false");
            Assert.Contains(container["probes"]!.AsArray(), p => p!["type"]!.GetValue<string>() == "Readiness");
        });
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Hosts_and_antivirus_have_subnets_of_their_own_handed_to_the_services(string level) =>
        Assert.All((await Bicep.DeploymentAsync(level)).Of(Types.Network), network =>
        {
            var subnets = network["properties.subnets"]!.AsArray();
            Assert.Equal(["functions", "antivirus"], subnets.Select(s => s!["name"]!.GetValue<string>()));
            Assert.Equal(2, subnets.Select(s => s!["properties"]!["addressPrefix"]!.GetValue<string>()).Distinct().Count());
            Assert.All(subnets, s => Assert.Equal("Microsoft.App/environments", s!["properties"]!["delegations"]![0]!["properties"]!["serviceName"]!.GetValue<string>()));
        });

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Logs_are_taken_only_from_identities(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var workspace = deployed.Of("Microsoft.OperationalInsights/workspaces").Single();
        var insights = deployed.Of("Microsoft.Insights/components").Single();

        Assert.True(workspace.Is("properties.features.disableLocalAuth"));
        Assert.True(insights.Is("properties.DisableLocalAuth"));
        Assert.Equal(workspace.Id, insights.Text("properties.WorkspaceResourceId"));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Everything_says_to_which_environment_it_belongs(string level) =>
        Assert.All(
            (await Bicep.DeploymentAsync(level)).All.Where(r => r["location"] is not null && r["properties.parent"] is null),
            r => Assert.Equal("team", r["tags"]?["azd-env-name"]?.GetValue<string>()));

    // References and what only Azure knows, in the form in which they arrive at the host.
    private static string AsAzureWouldGive(string value) => value switch
    {
        _ when value.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal) => "a secret of the key vault",
        _ when value.Contains("keyUriWithVersion", StringComparison.Ordinal) => "https://kv.vault.azure.net/keys/steward-signing/0123456789abcdef",
        _ when value.Contains("staticIp", StringComparison.Ordinal) => "10.71.0.70:3310",
        _ => value,
    };

    private static Dictionary<string, string> Values(Resource settings) =>
        ((JsonObject)settings["properties"]!).ToDictionary(p => p.Key, p => p.Value!.GetValue<string>(), StringComparer.Ordinal);
}
