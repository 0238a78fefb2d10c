using System.Text.Json.Nodes;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>What each step of redundancy adds.</summary>
[Long]
public sealed class RedundancyTests
{
    [Theory]
    [InlineData("none", "Standard_LRS", "Standard_LRS")]
    [InlineData("zone", "Standard_ZRS", "Standard_ZRS")]
    [InlineData("region", "Standard_GZRS", "Standard_RAGZRS")]
    public async Task Storage_is_replicated_as_far_as_the_step_says(string level, string state, string evidence)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var here = deployed.Kept.Where(a => a.Text("location") == "westeurope").ToList();

        Assert.Equal(state, deployed.State.Text("sku.name"));
        Assert.Equal(2, here.Count);
        Assert.All(here, a => Assert.Equal(evidence, a.Text("sku.name")));
    }

    [Theory]
    [InlineData("none", false, 1, 1)]
    [InlineData("zone", true, 2, 2)]
    [InlineData("region", true, 2, 2)]
    public async Task Plan_and_antivirus_are_spread_over_zones_from_the_step_zone_on(string level, bool zones, int ready, int replicas)
    {
        var deployed = await Bicep.DeploymentAsync(level);
        var group = deployed.State.Group;

        Assert.Equal(zones, deployed.Of(Types.Plan).Single(r => r.Group == group).Is("properties.zoneRedundant"));
        Assert.Equal(zones, deployed.Of(Types.ContainerEnvironment).Single(r => r.Group == group).Is("properties.zoneRedundant"));
        Assert.Equal(replicas, deployed.Of(Types.ContainerApp).Single(r => r.Group == group).Number("properties.template.scale.minReplicas"));
        Assert.Equal(ready, AlwaysReady(deployed.Of(Types.App).Single(r => r.Group == group))["http"]);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("zone")]
    public async Task Below_the_step_region_there_is_one_host_without_Front_Door(string level)
    {
        var deployed = await Bicep.DeploymentAsync(level);

        Assert.Single(deployed.Of(Types.App));
        Assert.False(deployed.Has(Types.FrontDoor));
        Assert.All(deployed.All.Where(r => r["location"] is not null), r => Assert.Matches("^(westeurope|global)$", r.Text("location")));
        Assert.Equal("Allow", deployed.Of(Types.App).Single().Text("properties.siteConfig.ipSecurityRestrictionsDefaultAction"));
    }

    [Fact]
    public async Task In_the_step_region_a_second_host_stands_by_with_an_account_to_go_on_in()
    {
        var deployed = await Bicep.DeploymentAsync("region");
        var standby = deployed.Of(Types.App).Single(a => a.Text("location") == "northeurope");
        var account = deployed.Kept.Single(a => a.Text("location") == "northeurope");

        Assert.Empty(AlwaysReady(standby));
        Assert.Equal(2, AlwaysReady(deployed.Of(Types.App).Single(a => a.Text("location") == "westeurope"))["durable"]);
        Assert.Equal(standby.Group, account.Group);
        Assert.Equal(3, deployed.Of(Types.Container).Count(c => c.Name.StartsWith(account.Name + "/", StringComparison.Ordinal)));
        Assert.Contains(deployed.Of(Types.Lock), l => l.Group == standby.Group);
    }

    [Theory]
    [InlineData("false", "stevid", "stvault")]
    [InlineData("true", "stevid", "stevid")]
    public async Task The_standby_writes_to_its_own_evidence_only_after_a_fail_over(string owns, string evidence, string vault)
    {
        var deployed = owns == "false" ? await Bicep.DeploymentAsync("region") : await Bicep.EvaluateAsync(new() { ["STEWARD_REDUNDANCY"] = "region", ["STEWARD_STANDBY_OWNS_EVIDENCE"] = owns });
        var settings = deployed.Of(Types.Settings).Single(s => s.Group == "rg-team-standby");
        var location = owns == "true" ? "northeurope" : "westeurope";

        Assert.Equal(deployed.Kept.Single(a => a.Text("location") == location && a.Name.StartsWith(evidence, StringComparison.Ordinal)).Name, settings.Text("properties.STEWARD__Storage__Evidence__AccountName"));
        Assert.StartsWith(vault, settings.Text("properties.STEWARD__Storage__Vault__AccountName"), StringComparison.Ordinal);
        Assert.Equal(deployed.State.Name, settings.Text("properties.STEWARD__Storage__AccountName"));
    }

    [Fact]
    public async Task Front_Door_probes_health_and_prefers_the_first_host()
    {
        var deployed = await Bicep.DeploymentAsync("region");
        var group = deployed.Of("Microsoft.Cdn/profiles/originGroups").Single();
        var origins = deployed.Of("Microsoft.Cdn/profiles/originGroups/origins");

        Assert.Equal("Standard_AzureFrontDoor", deployed.Of(Types.FrontDoor).Single().Text("sku.name"));
        Assert.Equal(("/health", "Https"), (group.Text("properties.healthProbeSettings.probePath"), group.Text("properties.healthProbeSettings.probeProtocol")));
        Assert.Equal([1, 2], origins.OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => o.Number("properties.priority")));
        Assert.All(origins, o => Assert.True(o.Is("properties.enforceCertificateNameCheck")));
        Assert.Equal("Enabled", deployed.Of("Microsoft.Cdn/profiles/afdEndpoints/routes").Single().Text("properties.httpsRedirect"));
        Assert.True(deployed.Has("Microsoft.Insights/metricAlerts"));
    }

    [Fact]
    public async Task Behind_Front_Door_a_host_answers_nobody_else()
    {
        var deployed = await Bicep.DeploymentAsync("region");

        Assert.All(deployed.Of(Types.App), app =>
        {
            Assert.Equal("Deny", app.Text("properties.siteConfig.ipSecurityRestrictionsDefaultAction"));
            var rule = Assert.Single(app["properties.siteConfig.ipSecurityRestrictions"]!.AsArray())!;
            Assert.Equal(("AzureFrontDoor.Backend", "ServiceTag"), (rule["ipAddress"]!.GetValue<string>(), rule["tag"]!.GetValue<string>()));
            Assert.Contains("frontDoorId", Assert.Single(rule["headers"]!["x-azure-fdid"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        });
    }

    private static Dictionary<string, int> AlwaysReady(Resource app) =>
        ((JsonArray)app["properties.functionAppConfig.scaleAndConcurrency.alwaysReady"]!).ToDictionary(
            g => g!["name"]!.GetValue<string>(), g => g!["instanceCount"]!.GetValue<int>(), StringComparer.Ordinal);
}
