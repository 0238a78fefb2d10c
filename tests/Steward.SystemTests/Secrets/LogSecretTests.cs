using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.Secrets;

/// <summary>One whole run of the host with everything that it is trusted with; then its whole log is searched.</summary>
public sealed class LogSecretTests
{
    private const string Policy = "version: 1\ntesting:\n  deadline: 30m\n  sets:\n    unit: {}\n";
    private const string Green = """<testsuite name="s" tests="1"><testcase name="a"/></testsuite>""";
    private static readonly ProductId Local = ProductId.Parse("acme/shop");
    private static readonly ProductId OnGitHub = ProductId.Parse("acme/web");
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);

    [Fact]
    public async Task No_secret_is_in_the_log_of_a_whole_run()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var github = await FakeGitHub.StartAsync();
        github.Add(OnGitHub, repository.Path);
        var head = await repository.Write("steward.yaml", Policy).CommitAsync("Begin");
        var connection = (await Azurite.SharedAsync()).ConnectionString;
        await using var host = await HostProcess.StartAsync(connection, Azurite.NewPrefix(), more: settings => settings["GitHub"] = new JsonObject
        {
            ["Api"] = github.Address.ToString(), ["AppId"] = github.App.Id, ["PrivateKey"] = FakeApp.PrivateKey,
        });
        Keep("webhook secret", HostProcess.Secret);
        Keep("storage key", connection.Split("AccountKey=")[1].Split(';')[0]);
        Keep("first token", host.Token);

        await PushEverywhereAsync(host, repository, github, head);
        await KnockAsync(host, new ChangeId(Local, head));
        await SignInAsync(host);
        await UseTokensAsync(host, new ChangeId(Local, head));

        KeepLines("signing key", await File.ReadAllTextAsync(host.SigningKey));
        KeepLines("app key", FakeApp.PrivateKey);
        Assert.NotEmpty(github.App.TokensGiven);
        foreach (var (credential, i) in github.App.CredentialsSeen.Distinct().Select((c, i) => (c, i))) KeepCredential(i, credential);
        await SearchAsync(host);
    }

    [Theory]
    [InlineData("value=hunter2-secret;")]
    [InlineData("aHVudGVyMi1zZWNyZXQ=")]
    [InlineData("eHh4aHVudGVyMi1zZWNyZXQ=")]
    [InlineData("eGh1bnRlcjItc2VjcmV0")]
    [InlineData("68756e746572322d736563726574")]
    public void The_search_finds_what_it_should(string text)
    {
        Assert.NotEmpty(Leak.Find($"... {text} ...", "hunter2-secret"));
        Assert.Empty(Leak.Find($"... {text} ...", "hunter3-secret"));
    }

    // Pushes of both kinds of source, also while GitHub fails.
    private static async Task PushEverywhereAsync(HostProcess host, GitRepositoryBuilder repository, FakeGitHub github, CommitSha head)
    {
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(Local, repository.Source);
        await api.RegisterAsync(OnGitHub, "github");
        github.FailNext(500, times: 2);
        github.FailNext(401, body: """{"message":"Bad credentials"}""");
        foreach (var product in new[] { Local, OnGitHub })
        {
            using var answer = await api.PushAsync(product, CommitSha.None, head, $"secret-run-{product.Name}");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        foreach (var product in new[] { Local, OnGitHub })
        {
            var change = new ChangeId(product, head);
            await Eventually.TrueAsync($"{change} waits for its tests", async () => (await api.ChangeAsync(change))?.Tree is not null);
            await api.UploadAsync(change, "unit", Green);
            await Eventually.TrueAsync($"{change} knows its tests", async () =>
                (await api.ChangeAsync(change))!.Tree!.Walk().Any(n => n.Path == "change/testing/results/unit" && n.Node.Verdict == Verdict.Pass));
        }

        await Eventually.TrueAsync("the verdict is shown on GitHub", () => Task.FromResult(github.Find("acme", "web")!.CheckRuns.Count > 0));
    }

    // What does not get in: wrong tokens in every place, bad signatures, broken bodies.
    private async Task KnockAsync(HostProcess host, ChangeId change)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Url) };
        var (wrong, foreign) = (host.Token[..^6] + "abcdef", "a webhook secret of somebody else");
        Keep("wrong token", wrong);
        Keep("foreign webhook secret", foreign);
        Keep("password", "correct horse battery staple");
        foreach (var header in new[] { $"Bearer {wrong}", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:correct horse battery staple"))}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/products");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request)).StatusCode);
        }

        Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync($"sign-in?code={Uri.EscapeDataString(wrong)}")).StatusCode);
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"api/results/{change.Product}/{change.Commit}?set=unit&token={wrong}") { Content = new StringContent(Green) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(upload)).StatusCode);
        foreach (var (body, signature) in new[] { ("{}", $"sha256={new string('0', 64)}"), ("{\"a\":", $"sha256={foreign}"), ("{}", foreign) })
        {
            using var webhook = new HttpRequestMessage(HttpMethod.Post, "api/github/webhooks") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            webhook.Headers.Add("X-GitHub-Event", "push");
            webhook.Headers.Add("X-GitHub-Delivery", "secret-run-bad");
            webhook.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
            Assert.InRange((int)(await http.SendAsync(webhook)).StatusCode, 400, 499);
        }
    }

    private async Task SignInAsync(HostProcess host)
    {
        using var bearer = Bearer(host.Url, host.Token);
        using var asked = await bearer.PostAsync("api/sign-in-codes", null);
        var path = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("path").GetString()!;
        Keep("sign-in code", path.Split("code=")[1]);
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(host.Url) };
        using var signedIn = await browser.GetAsync(path);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        Keep("session", cookie.Split('=', 2)[1]);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/");
        page.Headers.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(page)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(path)).StatusCode);
    }

    private async Task UseTokensAsync(HostProcess host, ChangeId change)
    {
        using var admin = Bearer(host.Url, host.Token);
        using var issued = await admin.PostAsJsonAsync("api/tokens", new { name = "ci", level = "Upload" });
        Assert.True(issued.IsSuccessStatusCode, await issued.Content.ReadAsStringAsync());
        var secret = (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        Keep("issued token", secret);
        using (var api = new StewardApi(host.Url, secret)) await api.UploadAsync(change, "unit", Green.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        using (await admin.PostAsJsonAsync("api/tokens/revoke", new { name = "ci" })) using (var ci = Bearer(host.Url, secret))
            Assert.Equal(HttpStatusCode.Unauthorized, (await ci.GetAsync("api/products")).StatusCode);
    }

    private async Task SearchAsync(HostProcess host)
    {
        await host.KillAsync();
        // It is the log, of the whole run.
        Assert.All(new[] { "secret-run-shop", "secret-run-web", $"change:{OnGitHub}@" }, said => Assert.Contains(said, host.Log, StringComparison.Ordinal));
        var leaks = _secrets.SelectMany(s => Leak.Find(host.Log, s.Value).Select(form => $"{s.Key} {form}")).ToList();
        Assert.True(leaks.Count == 0, $"In the log: {string.Join(", ", leaks)}");
        Assert.True(_secrets.Count > 30, $"only {_secrets.Count} secrets were looked for");
    }

    private void Keep(string name, string secret)
    {
        Assert.True(secret.Length >= 16, $"{name} is too short to be looked for");
        _secrets[name] = secret;
    }

    // PEM in lines: half a key is as bad.
    private void KeepLines(string name, string pem)
    {
        foreach (var (line, i) in pem.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.Length >= 16 && !l.StartsWith('-')).Select((l, i) => (l, i)))
            Keep($"{name}, line {i}", line);
    }

    // The head of a JWT is the same for all apps; claims and signature are what must not be told.
    private void KeepCredential(int number, string credential)
    {
        if (credential.Split('.') is not [_, var claims, var signature]) Keep($"installation token {number}", credential);
        else
        {
            Keep($"app token {number}, claims", claims);
            Keep($"app token {number}, signature", signature);
        }
    }

    private static HttpClient Bearer(string url, string token) => new()
    {
        BaseAddress = new Uri(url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };
}
