using System.Text.Json;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Hosts;
using Steward.TestKit.Packages;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.FrontDoor;

/// <summary>A push goes through all five stages, from the signed webhook to the verified passport.</summary>
public sealed class LifecycleTests
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");

    private const string Policy = """
        version: 1
        development:
          environment:
            tools: { git: ">=2" }
        testing:
          deadline: 30m
          sets:
            unit: { minimum: 2 }
        security:
          licences:
            allow: [MIT]
          antivirus:
            required: false
        """;

    private const string Lock = """
        {"name":"shop","lockfileVersion":3,"packages":{"":{"name":"shop"},
        "node_modules/left":{"version":"1.0.0","license":"MIT"}}}
        """;

    private const string Green = """<testsuite name="s" tests="2"><testcase name="a"/><testcase name="b"/></testsuite>""";
    private const string Red = """<testsuite name="s" tests="2"><testcase name="a"/><testcase name="broken one"><failure message="no"/></testcase></testsuite>""";

    [Fact]
    public async Task A_push_is_judged_released_and_its_passport_verified_offline()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var head = await repository.Write("steward.yaml", Policy).Write("package-lock.json", Lock).Write("src/a.txt", "one\n").CommitAsync("Begin");
        await using var registries = await FakeRegistries.StartAsync();
        registries.PublishNpm("left", "1.0.0", """{"license":"MIT"}""");
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix(), npmRegistry: registries.Npm);
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(Product, repository.Source);
        var change = new ChangeId(Product, head);
        using (var answer = await api.PushAsync(Product, CommitSha.None, head, "d-1")) Assert.Equal(202, (int)answer.StatusCode);

        await Eventually.TrueAsync("the change waits for its tests", async () => (await api.ChangeAsync(change))?.State == ChangeState.Waiting);
        Assert.Equal(Verdict.Missing, Node((await api.ChangeAsync(change))!, "change/testing/results/unit").Verdict);

        await api.UploadAsync(change, "unit", Green);
        var record = await api.DecidedAsync(change);
        Assert.True(record.Tree!.Verdict == Verdict.Pass, string.Join("\n", record.Tree.Walk().Select(n => $"{n.Path}: {n.Node.Verdict} {n.Node.Reason}")));
        Assert.Equal(["policy", "development", "testing", "security", "release", "monitoring"], record.Tree.Children.Select(c => c.Name));

        await ReleaseAsync(repository, host);
    }

    [Fact]
    public async Task A_late_upload_reopens_the_verdict_and_a_red_test_is_named()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var head = await repository.Write("steward.yaml", Policy).CommitAsync("Begin");
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(Product, repository.Source);
        var change = new ChangeId(Product, head);
        using (await api.PushAsync(Product, CommitSha.None, head, "d-1")) await Eventually.TrueAsync("it waits", async () => (await api.ChangeAsync(change))?.State == ChangeState.Waiting);
        await api.UploadAsync(change, "unit", Green);
        Assert.Equal(Verdict.Pass, (await api.DecidedAsync(change)).Tree!.Verdict);

        await api.UploadAsync(change, "unit", Red);
        await Eventually.TrueAsync("the verdict is reopened", async () => (await api.ChangeAsync(change))?.Tree?.Verdict == Verdict.Fail);
        Assert.Contains("broken one", Node((await api.ChangeAsync(change))!, "change/testing/results/unit").Reason, StringComparison.Ordinal);

        var (exit, tree) = await StewardCommand.JsonAsync(repository.Path, host, "gate", "explain", Product.ToString(), head.ToString());
        Assert.Equal((1, "Fail"), (exit, tree.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_repository_without_a_policy_passes_nothing_silently()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var head = await repository.Write("a.txt", "x\n").CommitAsync("Begin");
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(Product, repository.Source);
        using (await api.PushAsync(Product, CommitSha.None, head, "d-1"))
        {
            var record = await api.DecidedAsync(new ChangeId(Product, head));
            Assert.Equal(Verdict.Missing, Node(record, "change/policy").Verdict);
            Assert.Equal(Verdict.Missing, Node(record, "change/testing").Verdict);
            Assert.False(record.Tree!.Verdict.LetsThrough());
        }
    }

    private static async Task ReleaseAsync(GitRepositoryBuilder repository, HostProcess host)
    {
        await repository.TagAsync("v1", "the first");
        var (exit, released) = await StewardCommand.JsonAsync(repository.Path, host, "release", "v1", "--product", Product.ToString());
        Assert.True(exit == 0, released.ToString());
        Assert.True(released.GetProperty("hasPassport").GetBoolean());
        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = host.Token };
        Assert.Equal(0, (await StewardProgram.RunAsync(repository.Path, environment, "passport", "get", Product.ToString(), "v1", "--out", "p.json")).Exit);
        Assert.Equal(0, (await StewardProgram.RunAsync(repository.Path, environment, "passport", "key", "--out", "k.pem")).Exit);

        var offline = new Dictionary<string, string>();
        var (valid, output, error) = await StewardProgram.RunAsync(repository.Path, offline, "passport", "verify", "p.json", "--key", "k.pem", "--json");
        Assert.True(valid == 0, output + error);
        Assert.Equal("valid", JsonDocument.Parse(output).RootElement.GetProperty("verdict").GetString());

        var file = Path.Combine(repository.Path, "p.json");
        var text = await File.ReadAllTextAsync(file);
        var payload = text.IndexOf("\"payload\":\"", StringComparison.Ordinal) + 200;
        await File.WriteAllTextAsync(file, text[..payload] + (text[payload] == 'A' ? 'B' : 'A') + text[(payload + 1)..]);
        var tampered = await StewardProgram.RunAsync(repository.Path, offline, "passport", "verify", "p.json", "--key", "k.pem", "--json");
        Assert.Equal(1, tampered.Exit);
        Assert.Contains("signature", tampered.Out, StringComparison.Ordinal);
    }

    private static VerdictNode Node(ChangeRecord record, string path) => record.Tree!.Walk().Single(n => n.Path == path).Node;
}
