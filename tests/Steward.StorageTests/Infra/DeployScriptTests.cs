using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary><c>scripts/deploy</c> says what is missing, each in one sentence, before anything is deployed.</summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Vault = "AZURE_ENV_NAME=\"team\"\nSTEWARD_KEY_VAULT=\"kv-x\"\n";
    private readonly FakeTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task It_names_every_tool_that_is_not_installed()
    {
        var run = await _tools.RunAsync("deploy", "check");

        Assert.Equal(2, run.Exit);
        Assert.Equal(
            ["az is not installed: install the Azure CLI.", "azd is not installed: install the Azure Developer CLI.", "dotnet is not installed: install the .NET 10 SDK.", "Nothing was deployed."],
            Lines(run.Notes));
    }

    [Fact]
    public async Task It_says_how_to_sign_in()
    {
        _tools.With("az", "'account show'*) exit 1 ;;").With("azd", "'auth login --check-status') exit 1 ;;").With("dotnet", "");

        var run = await _tools.RunAsync("deploy", "check");

        Assert.Equal(2, run.Exit);
        Assert.Equal(["az is not signed in: run 'az login'.", "azd is not signed in: run 'azd auth login'.", "Nothing was deployed."], Lines(run.Notes));
    }

    [Fact]
    public async Task Without_an_environment_it_says_how_to_make_one()
    {
        Azure("").With("dotnet", "");

        Assert.Equal(["There is no azd environment: run 'azd env new NAME'.", "Nothing was deployed."], Lines((await _tools.RunAsync("deploy", "check")).Notes));
    }

    [Theory]
    [InlineData("AZURE_ENV_NAME=\"Team_1\"", "The environment's name 'Team_1' must be 3 to 20 small letters, digits and hyphens, beginning with a letter.")]
    [InlineData("AZURE_ENV_NAME=\"a-name-that-is-far-too-long\"", "The environment's name 'a-name-that-is-far-too-long' must be 3 to 20")]
    [InlineData("AZURE_ENV_NAME=\"team\"", "No region is chosen: run 'azd env set AZURE_LOCATION REGION'.")]
    [InlineData("AZURE_ENV_NAME=\"team\"", "No subscription is chosen: run 'azd env set AZURE_SUBSCRIPTION_ID ID'.")]
    [InlineData("AZURE_ENV_NAME=\"team\"", "Nobody would be told when something fails: run 'azd env set STEWARD_ALERT_EMAIL ADDRESS'.")]
    [InlineData("AZURE_ENV_NAME=\"team\"\nSTEWARD_REDUNDANCY=\"most\"", "STEWARD_REDUNDANCY is 'most'; it must be none, zone or region.")]
    [InlineData("AZURE_ENV_NAME=\"team\"\nSTEWARD_REDUNDANCY=\"region\"", "The step region needs a second region: run 'azd env set STEWARD_SECONDARY_LOCATION REGION'.")]
    [InlineData("AZURE_ENV_NAME=\"team\"\nSTEWARD_STORAGE_PREFIX=\"my-team\"", "STEWARD_STORAGE_PREFIX 'my-team' must be 1 to 20 letters and digits, beginning with a letter.")]
    public async Task It_names_each_setting_that_cannot_be_right(string environment, string sentence)
    {
        Azure(environment).With("dotnet", "");

        var run = await _tools.RunAsync("deploy", "check");

        Assert.Equal(2, run.Exit);
        Assert.Contains(Lines(run.Notes), line => line.StartsWith(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("azd up", _tools.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_whether_the_region_offers_Flex_Consumption_and_its_zones()
    {
        Azure(Good("mars"), "'functionapp list-flexconsumption-locations'*) printf 'West Europe\\nNorth Europe\\n' ;;").With("dotnet", "restore*) ;;");
        var plain = await _tools.RunAsync("deploy", "check");
        _tools.Environment["STEWARD_REDUNDANCY"] = "zone";
        var zone = await _tools.RunAsync("deploy", "check");

        Assert.Contains("The region mars does not offer Flex Consumption: choose another AZURE_LOCATION.", Lines(plain.Notes));
        Assert.Contains("The region mars does not offer zone-redundant Flex Consumption: choose another AZURE_LOCATION.", Lines(zone.Notes));
        Assert.Contains("list-flexconsumption-locations --zone-redundant=true", _tools.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_region_must_be_the_one_that_storage_is_replicated_to()
    {
        Azure(Good("westeurope") + "STEWARD_REDUNDANCY=\"region\"\nSTEWARD_SECONDARY_LOCATION=\"francecentral\"\n", """
            'functionapp list-flexconsumption-locations'*) printf 'West Europe\nFrance Central\n' ;;
            'account list-locations'*) echo northeurope ;;
            """).With("dotnet", "restore*) ;;");

        Assert.Contains(
            "Storage in westeurope is replicated to 'northeurope': STEWARD_SECONDARY_LOCATION must be that one, not francecentral.",
            Lines((await _tools.RunAsync("deploy", "check")).Notes));
    }

    [Fact]
    public async Task It_says_when_the_packages_of_the_host_cannot_be_restored()
    {
        Azure(Good("westeurope"), "'functionapp list-flexconsumption-locations'*) echo 'West Europe' ;;").With("dotnet", "restore*) [ \"$STEWARD_FUNCTIONS\" != on ] ;;");

        var run = await _tools.RunAsync("deploy", "check");

        Assert.Equal(2, run.Exit);
        Assert.StartsWith("The packages of functions/Steward.Functions/Steward.Functions.csproj cannot be restored: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_is_well_it_deploys_and_says_where_webhooks_go_and_what_is_next()
    {
        Azure(Good("westeurope"), "'functionapp list-flexconsumption-locations'*) echo 'West Europe' ;;", $"""
            'up --no-prompt') echo 'STEWARD_PUBLIC_URL="https://func-x.example.test"' >>"{_tools.Folder}/environment"; echo 'STEWARD_KEY_VAULT="kv-x"' >>"{_tools.Folder}/environment" ;;
            """).With("dotnet", "restore*) ;;");

        var run = await _tools.RunAsync("deploy");

        Assert.True(run.Exit == 0, run.Notes);
        Assert.Contains("Webhook address:  https://func-x.example.test/api/github/webhooks", Lines(run.Out));
        Assert.Contains("  scripts/github-app create https://func-x.example.test --vault kv-x", Lines(run.Out));
        Assert.Contains("  scripts/steward tokens make", Lines(run.Out));
    }

    [Fact]
    public async Task A_webhook_secret_is_made_once_and_never_shown()
    {
        Azure(Vault, $"""
            'keyvault secret list'*webhook-secret*) [ -f "{_tools.Folder}/secret" ] && echo webhook-secret; true ;;
            'keyvault secret set --vault-name kv-x --name webhook-secret --file '*) while [ "$1" != --file ]; do shift; done; cp "$2" "{_tools.Folder}/secret" ;;
            """);

        var first = await _tools.RunAsync("deploy", "secrets");
        var secret = await File.ReadAllTextAsync(Path.Combine(_tools.Folder, "secret"), CancellationToken.None);
        var second = await _tools.RunAsync("deploy", "secrets");

        Assert.Equal((0, 0), (first.Exit, second.Exit));
        Assert.Matches("^[0-9a-f]{64}$", secret);
        Assert.Equal(secret, await File.ReadAllTextAsync(Path.Combine(_tools.Folder, "secret"), CancellationToken.None));
        Assert.Equal("A webhook secret was made and put into kv-x.", Assert.Single(Lines(first.Notes)));
        Assert.Empty(Lines(second.Notes));
        Assert.DoesNotContain(secret, _tools.Calls + first.Out + first.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_app_id_the_apps_key_must_be_in_the_vault()
    {
        Azure(Vault + "STEWARD_GITHUB_APP_ID=\"4711\"\n", """
            'keyvault secret list'*webhook-secret*) echo webhook-secret ;;
            'keyvault secret list'*) ;;
            """);

        var run = await _tools.RunAsync("deploy", "secrets");

        Assert.Equal(2, run.Exit);
        Assert.StartsWith("The GitHub App's private key is not in the key vault: az keyvault secret set --vault-name kv-x", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standby_gets_the_same_package()
    {
        Azure(Vault + "STEWARD_STANDBY_APP=\"func-2\"\nSTEWARD_STANDBY_RESOURCE_GROUP=\"rg-2\"\n",
            "'functionapp deployment source config-zip --resource-group rg-2 --name func-2 --src '*) ;;", "'package functions '*) ;;");

        var run = await _tools.RunAsync("deploy", "standby");

        Assert.Equal("The standby func-2 has the same package.", Assert.Single(Lines(run.Notes)));
        Assert.Contains("az functionapp deployment source config-zip", _tools.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_standby_there_is_nothing_to_do()
    {
        Azure(Vault);

        Assert.Equal(0, (await _tools.RunAsync("deploy", "standby")).Exit);
        Assert.DoesNotContain("config-zip", _tools.Calls, StringComparison.Ordinal);
    }

    private FakeTools Azure(string environment, string az = "", string azd = "")
    {
        File.WriteAllText(Path.Combine(_tools.Folder, "environment"), environment + "\n");
        return _tools
            .With("az", "'account show'*) echo id ;;\n" + az)
            .With("azd", $"'auth login --check-status') ;;\n'env get-values') cat \"{_tools.Folder}/environment\" ;;\n" + azd);
    }

    private static string Good(string region) =>
        $"AZURE_ENV_NAME=\"team\"\nAZURE_LOCATION=\"{region}\"\nAZURE_SUBSCRIPTION_ID=\"s\"\nSTEWARD_ALERT_EMAIL=\"team@example.test\"\n";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
