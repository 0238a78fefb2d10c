using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Steward.Intake.Parsing;
using Steward.TestKit;
using Steward.TestKit.Programs;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary><c>scripts/github-app</c>: the manifest, and the exchange with GitHub.</summary>
public sealed class GitHubAppTests : IAsyncLifetime
{
    private const string Key = "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----\n";

    // What GitHub asks for before it sends an event: https://docs.github.com/webhooks/webhook-events-and-payloads
    private static readonly Dictionary<string, string> NeededBy = new()
    {
        ["check_suite"] = "checks", ["create"] = "contents", ["deployment_protection_rule"] = "deployments", ["deployment_status"] = "deployments",
        ["pull_request"] = "pull_requests", ["push"] = "contents", ["release"] = "contents", ["workflow_run"] = "actions",
    };

    private readonly DirectoryInfo _out = Directory.CreateTempSubdirectory("steward-app-");
    private WebApplication _gitHub = null!;

    private Dictionary<string, string?> Environment => new() { ["GITHUB_API"] = _gitHub.Urls.First() };

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _gitHub = builder.Build();
        _gitHub.MapPost("/app-manifests/{code}/conversions", (string code) => code == "good"
            ? Results.Json(new { id = 4711, slug = "steward-team", pem = Key, webhook_secret = "made-by-github-0123", html_url = "https://github.test/apps/steward-team" }, statusCode: 201)
            : Results.NotFound());
        await _gitHub.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gitHub.DisposeAsync();
        _out.Delete(recursive: true);
    }

    [Fact]
    public async Task The_manifest_asks_for_the_events_that_the_intake_reads_and_no_others()
    {
        var manifest = await ManifestAsync();

        Assert.Equal(WebhookParser.KnownEvents.Order(StringComparer.Ordinal), manifest["default_events"]!.AsArray().Select(e => e!.GetValue<string>()));
    }

    [Fact]
    public async Task The_manifest_asks_for_the_permissions_of_those_events_and_to_write_check_runs_and_answer_deployments_and_no_others()
    {
        var expected = WebhookParser.KnownEvents.Select(e => NeededBy[e]).Append("metadata").Distinct().Order(StringComparer.Ordinal)
            .Select(p => (p, p is "checks" or "deployments" ? "write" : "read"));

        var permissions = (await ManifestAsync())["default_permissions"]!.AsObject();

        Assert.Equal(expected, permissions.Select(p => (p.Key, p.Value!.GetValue<string>())));
    }

    [Fact]
    public void Steward_writes_nothing_to_a_repository_but_check_runs_answers_to_deployments_and_where_a_team_grants_it_notes_of_releases()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("functions", "Steward.Azure", "GitHub"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines);
        var written = sources.Where(line => Regex.IsMatch(line, @"\.(Post|Patch|Put|Delete|Send)Async(<\w+>)?\(\s*\w+\.Path\b")).ToList();

        Assert.Equal(4, written.Count(line => line.Contains("check-runs", StringComparison.Ordinal)));
        Assert.Single(written, line => line.Contains(".SendAsync(callback.Path.", StringComparison.Ordinal));
        Assert.Single(written, line => line.Contains("$\"releases/{there.Id}\"", StringComparison.Ordinal));
        Assert.Equal(6, written.Count);
    }

    [Fact]
    public async Task Webhooks_go_to_the_address_that_takes_them()
    {
        var manifest = await ManifestAsync();

        Assert.Equal("https://steward.example.test/api/github/webhooks", manifest["hook_attributes"]!["url"]!.GetValue<string>());
        Assert.False(manifest["public"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("http://steward.example.test", "GitHub sends webhooks to Steward over https only: give an https address.")]
    [InlineData("steward", "'steward' is no address: give the one that scripts/deploy printed.")]
    public async Task An_address_that_GitHub_cannot_use_is_refused(string url, string sentence)
    {
        var run = await RunAsync("manifest", url);

        Assert.Equal((2, sentence), (run.Exit, run.Notes.Trim()));
    }

    [Fact]
    public async Task A_code_becomes_an_id_a_key_and_a_secret_for_their_owner_alone()
    {
        var run = await RunAsync("convert", "good", "--out", _out.FullName);

        Assert.Equal(0, run.Exit);
        AssertKept();
        Assert.DoesNotContain("made-by-github", run.Out + run.Notes, StringComparison.Ordinal);
        Assert.Contains("https://github.test/apps/steward-team/installations/new", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("used", "GitHub does not know the code: it is good for one hour and for one use. Begin again with create.")]
    [InlineData("../app", "That is no code of GitHub's: it has letters, digits, - and _ only.")]
    public async Task A_code_that_is_not_good_is_told_apart(string code, string sentence)
    {
        var run = await RunAsync("convert", code, "--out", _out.FullName);

        Assert.Equal((2, sentence), (run.Exit, run.Notes.Trim()));
        Assert.Empty(_out.GetFiles());
    }

    [Fact]
    public async Task With_a_vault_the_secrets_go_there_by_files_and_nowhere_else()
    {
        using var tools = new FakeTools();
        tools.With("az", $"""'keyvault secret set --vault-name kv-team --name '*' --file '*' --output none') cp "$9" "{tools.Folder}/kept-$7" ;;""");
        tools.Environment["GITHUB_API"] = _gitHub.Urls.First();

        var run = await tools.RunAsync("github-app", "convert", "good", "--vault", "kv-team", "--out", _out.FullName);

        Assert.True(run.Exit == 0, run.Notes);
        Assert.Equal("made-by-github-0123", await File.ReadAllTextAsync(Path.Combine(tools.Folder, "kept-webhook-secret"), CancellationToken.None));
        Assert.Equal(Key, await File.ReadAllTextAsync(Path.Combine(tools.Folder, "kept-github-app-key"), CancellationToken.None));
        Assert.Contains("azd env set STEWARD_GITHUB_APP_ID 4711", run.Out, StringComparison.Ordinal);
        Assert.Empty(_out.GetFiles());
        Assert.DoesNotContain("made-by-github", tools.Calls + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_serves_a_form_and_takes_only_the_answer_that_belongs_to_it()
    {
        using var create = LocalProgram.Start(
            Repository.PathOf("scripts", "github-app"), Repository.Root, Environment, ["create", "https://steward.example.test", "--org", "team", "--out", _out.FullName]);
        try
        {
            var address = Regex.Match((await create.StandardOutput.ReadLineAsync())!, @"http://127\.0\.0\.1:\d+").Value;
            using var browser = new HttpClient { BaseAddress = new Uri(address) };

            var form = WebUtility.HtmlDecode(await browser.GetStringAsync("/"));
            var state = Regex.Match(form, @"https://github\.com/organizations/team/settings/apps/new\?state=([0-9a-f]{32})").Groups[1].Value;
            Assert.Contains($"\"redirect_url\":\"{address}/made\"", form, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/made?code=good&state=other")).StatusCode);
            Assert.Empty(_out.GetFiles());
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/made?code=good&state={state}")).StatusCode);

            await EndAsync(create);
            Assert.Equal(0, create.ExitCode);
            AssertKept();
        }
        finally
        {
            if (!create.HasExited) create.Kill(entireProcessTree: true);
        }
    }

    private static async Task EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
    }

    private void AssertKept()
    {
        Assert.Equal("4711\n", Kept("id"));
        Assert.Equal(Key, Kept("private-key.pem"));
        Assert.Equal("made-by-github-0123", Kept("webhook-secret"));
        Assert.All(_out.GetFiles(), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, f.UnixFileMode));
    }

    private string Kept(string name) => File.ReadAllText(Path.Combine(_out.FullName, name));

    private async Task<JsonObject> ManifestAsync()
    {
        var run = await RunAsync("manifest", "https://steward.example.test/");
        Assert.True(run.Exit == 0, run.Notes);
        return JsonNode.Parse(run.Out)!.AsObject();
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        LocalProgram.RunAsync(Repository.PathOf("scripts", "github-app"), Repository.Root, Environment, arguments);
}
