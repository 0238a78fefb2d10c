using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Steward.Hosting;
using Steward.Kernel;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Hosting;

/// <summary>Settings are read strictly: a sentence with the place for everything that cannot be, and the samples that are shipped are ones that are read.</summary>
public sealed class SettingsLoadTests : IDisposable
{
    private const string Good = """{ "Storage": { "ConnectionString": "UseDevelopmentStorage=true" }, "WebhookSecrets": [ "0123456789abcdef" ] }""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{ "Wehbook": "typo" }""", "Wehbook")]
    [InlineData("""{ "Storage": { "AcountName": "typo" } }""", "AcountName")]
    [InlineData("""{ "Packages": { "Timeout": "soon" } }""", "Packages:Timeout")]
    [InlineData("""{ "Web": { "IsBehindFrontDoor": "maybe" } }""", "Web:IsBehindFrontDoor")]
    [InlineData("""{ "Packages": { "Timeout": "-00:00:01" } }""", "Packages.Timeout")]
    [InlineData("""{ "Storage": { "Prefix": "no-hyphens" } }""", "Storage.Prefix")]
    [InlineData("""{ "Storage": { "Prefix": "" } }""", "Storage.Prefix")]
    [InlineData("""{ "Storage": { "Evidence": { "AccountName": "" } } }""", "Storage.Evidence")]
    [InlineData("""{ "Storage": { "ConnectionString": "" } }""", "Storage: give")]
    [InlineData("""{ "SigningKey": "http://vault/keys/a" }""", "SigningKey")]
    [InlineData("""{ "WebhookSecrets": [ "short" ] }""", "WebhookSecrets")]
    [InlineData("""{ "WebhookSecrets": [ "0123456789abcde1", "0123456789abcde2", "0123456789abcde3", "0123456789abcde4", "0123456789abcde5", "0123456789abcde6" ] }""", "at most 5")]
    [InlineData("""{ "FirstAdministrator": "stw_the_token_itself" }""", "FirstAdministrator")]
    [InlineData("""{ "WebhookSecrets": [ "@Microsoft.KeyVault(SecretUri=https://v/secrets/s)" ] }""", "Key Vault Secrets User")]
    public void What_cannot_be_is_named_with_its_place(string change, string place)
    {
        var settings = JsonNode.Parse(Good)!.AsObject();
        Merge(settings, JsonNode.Parse(change)!.AsObject());
        var failure = Assert.Throws<StewardException>(() => Load(settings.ToJsonString()));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
        foreach (var secret in new[] { "stw_the_token_itself", "0123456789abcde", "SecretUri" }) Assert.DoesNotContain(secret, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Url\": ")]
    [InlineData("not json")]
    [InlineData("")]
    public void A_file_that_is_not_JSON_is_named(string text)
    {
        var failure = Assert.Throws<StewardException>(() => Load(text));
        Assert.Contains("settings.json is not JSON", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("there is no file 'nowhere.json'", Assert.Throws<StewardException>(() => Settings.Load("nowhere.json", HostPlace.Local)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_local_hosts_sample_is_read()
    {
        var key = Path.Combine(_folder.FullName, "app.pem");
        File.WriteAllText(key, "a key");
        var sample = JsonNode.Parse(File.ReadAllText(Repository.PathOf("functions", "Steward.Local", "settings.sample.json")))!.AsObject();
        sample["GitHub"]!["PrivateKeyFile"] = key;
        var options = Load(sample.ToJsonString());
        Assert.Equal(("steward", ".steward", TimeSpan.FromSeconds(10)), (options.Storage.Prefix, options.SignInFolder, options.Packages.Timeout));
        Assert.Equal(("contoso/access", "contoso", 60), (options.Access.Repository, options.SignIn.GitHubActions?.Owners.Single(), options.Seats.UnusedAfterDays));
    }

    [Fact]
    public void The_Functions_hosts_sample_is_read()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Repository.PathOf("functions", "Steward.Functions", "local.settings.sample.json")))!["Values"]!.AsObject();
        var values = sample.Where(v => v.Key.StartsWith(Settings.VariablePrefix, StringComparison.Ordinal))
            .ToDictionary(v => v.Key[Settings.VariablePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), v => v.Value?.GetValue<string>());
        var options = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), HostPlace.Functions);
        Assert.Equal(("UseDevelopmentStorage=true", 64), (options.Storage.ConnectionString, options.FirstAdministrator?.Length));
        Assert.Equal("dotnet-isolated", sample["FUNCTIONS_WORKER_RUNTIME"]!.GetValue<string>());
    }

    private StewardOptions Load(string json)
    {
        var file = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(file, json);
        return Settings.Load(file, HostPlace.Local);
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && target[name] is JsonObject old) Merge(old, inner);
            else target[name] = value?.DeepClone();
        }
    }
}
