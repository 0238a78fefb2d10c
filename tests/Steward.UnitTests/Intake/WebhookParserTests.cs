using System.Text;
using Steward.Intake;
using Steward.Intake.Parsing;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Intake;

public sealed class WebhookParserTests
{
    private const string Actor = "github:monalisa";
    private static readonly ProductId Product = ProductId.Parse("octo-org/hello-world");
    private static readonly CommitSha Older = CommitSha.Parse("6113728f27ae82c7b1a177c8d03f9e96e0adf246");
    private static readonly CommitSha Newer = CommitSha.Parse("0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c");

    private static readonly Dictionary<string, RepositoryEvent> Expected = new()
    {
        ["push"] = new Pushed(Product, Actor, "refs/heads/main", Older, Newer, false),
        ["push.tag"] = new Pushed(Product, Actor, "refs/tags/v1.0", CommitSha.None, Newer, false),
        ["push.forced"] = new Pushed(Product, Actor, "refs/heads/main", Older, Newer, true),
        ["create"] = new RefCreated(Product, Actor, "tag", "v1.0"),
        ["release"] = new ReleasePublished(Product, Actor, "published", "v1.0"),
        ["pull_request"] = new PullRequestChanged(Product, Actor, "opened", 7, Older, Newer, false),
        ["workflow_run"] = new WorkflowRunChanged(Product, Actor, "completed", 30433642, 2, "Build", Newer, "success") { Path = ".github/workflows/build.yml" },
        ["check_suite"] = new CheckSuiteChanged(Product, Actor, "completed", Newer, "success"),
        ["deployment_protection_rule"] = new DeploymentGateAsked(
            Product, Actor, "production", "/repos/Octo-Org/Hello-World/actions/runs/30433642/deployment_protection_rule", Newer) { Deployment = 145988746, Ref = "main", CallbackHost = "api.github.com" },
        ["deployment_status"] = new DeploymentChanged(Product, Actor, "production", "success", Newer) { Deployment = 145988746 },
    };

    [Fact]
    public void Every_fixture_becomes_the_event_that_it_describes()
    {
        foreach (var name in Fixtures.Names.Where(n => n is not ("ping" or "push.deleted")))
            Assert.Equal(Expected[name], WebhookParser.Parse(Fixtures.EventOf(name), Fixtures.Read(name)).Event);
        Assert.Equal([.. WebhookParser.KnownEvents.Order(StringComparer.Ordinal)], Expected.Keys.Select(Fixtures.EventOf).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_ping_a_deleted_branch_and_an_unknown_event_are_ignored_with_reasons_of_their_own()
    {
        Assert.Equal("GitHub's ping: the webhook works.", WebhookParser.Parse("ping", Fixtures.Read("ping")).Ignored);
        Assert.Equal("refs/heads/old was deleted: there is no commit to judge.", WebhookParser.Parse("push", Fixtures.Read("push.deleted")).Ignored);
        var unknown = WebhookParser.Parse("star", Fixtures.Read("push"));
        Assert.Equal("Steward does nothing on star events.", unknown.Ignored);
        Assert.Equal(Product, unknown.Product);
        Assert.Null(WebhookParser.Parse("meta", "{}"u8).Product);
    }

    [Theory]
    [InlineData("", "push: The payload is not valid JSON (line 1, byte 1).")]
    [InlineData("[]", "push: The payload must be a JSON object.")]
    [InlineData("{", "push: The payload is not valid JSON (line 1, byte 2).")]
    [InlineData("{} {}", "push: The payload is not valid JSON (line 1, byte 4).")]
    [InlineData("{/*c*/}", "push: The payload is not valid JSON (line 1, byte 2).")]
    [InlineData("{}", "push: repository.full_name is missing.")]
    [InlineData("""{"repository":[]}""", "push: repository.full_name is missing.")]
    [InlineData("""{"repository":{"full_name":7}}""", "push: repository.full_name must be a text.")]
    [InlineData("""{"repository":{"full_name":"a/b/c"}}""", "push: repository.full_name must be owner/name.")]
    [InlineData("""{"repository":{"full_name":"\ud800"}}""", "push: repository.full_name is not valid Unicode text.")]
    [InlineData("""{"repository":{"full_name":"a/b"},"sender":null}""", "push: sender.login is missing.")]
    [InlineData("""{"repository":{"full_name":"a/b"},"sender":{"login":"m"},"ref":"main"}""", "push: ref must begin with refs/.")]
    [InlineData("""{"repository":{"full_name":"a/b"},"sender":{"login":"m"},"ref":"refs/\u0000"}""", "push: ref must not be empty nor have control characters.")]
    public void What_cannot_be_read_is_told_in_one_sentence_with_the_field(string json, string sentence) =>
        Assert.Equal(sentence, WebhookParser.Parse("push", Encoding.UTF8.GetBytes(json)).Problem);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        var deep = $$"""{"x":{{new string('[', 100)}}{{new string(']', 100)}}}""";
        Assert.StartsWith("push: The payload is not valid JSON", WebhookParser.Parse("push", Encoding.UTF8.GetBytes(deep)).Problem, StringComparison.Ordinal);
        var wide = $$"""{"ref":"{{new string('x', 2001)}}"}""";
        Assert.Equal("push: ref has more than 2000 bytes.", WebhookParser.Parse("push", Encoding.UTF8.GetBytes(wide)).Problem);
    }

    [Fact]
    public void Invalid_utf8_is_a_sentence_where_the_field_is_needed_and_nothing_where_it_is_not()
    {
        byte[] needed = [.. """{"repository":{"full_name":"a"""u8, 0xff, .. "\"}}"u8];
        Assert.Equal("push: repository.full_name is not valid Unicode text.", WebhookParser.Parse("push", needed).Problem);
        byte[] elsewhere = [.. """{"title":"a"""u8, 0xff, .. "\","u8, .. Fixtures.Read("push").AsSpan(1)];
        Assert.Equal(Expected["push"], WebhookParser.Parse("push", elsewhere).Event);
    }

    [Theory]
    [InlineData("https://api.github.com/repos/octo-org/hello-world/actions/runs/1/deployment_protection_rule", true)]
    [InlineData("https://github.example.com/api/v3/repos/Octo-Org/Hello-World/actions/runs/1/deployment_protection_rule", true)]
    [InlineData("http://api.github.com/repos/octo-org/hello-world/actions/runs/1/deployment_protection_rule", false)]
    [InlineData("https://api.github.com/repos/octo-org/other/actions/runs/1/deployment_protection_rule", false)]
    [InlineData("https://api.github.com/repos/octo-org/hello-world/actions/runs/x/deployment_protection_rule", false)]
    [InlineData("https://api.github.com/repos/octo-org/hello-world/../other/actions/runs/1/deployment_protection_rule", false)]
    [InlineData("https://api.github.com/repos/octo-org/hello-world/actions/runs/1/deployment_protection_rule?to=elsewhere", false)]
    [InlineData("https://api.github.com/repos/octo-org%2Fhello-world/x/actions/runs/1/deployment_protection_rule", false)]
    public void A_deployment_s_callback_must_be_the_product_s_own(string url, bool accepted)
    {
        var json = Encoding.UTF8.GetString(Fixtures.Read("deployment_protection_rule")).Replace(
            "https://api.github.com/repos/Octo-Org/Hello-World/actions/runs/30433642/deployment_protection_rule", url, StringComparison.Ordinal);
        var parsed = WebhookParser.Parse("deployment_protection_rule", Encoding.UTF8.GetBytes(json));
        Assert.Equal(accepted, parsed.Event is DeploymentGateAsked { CallbackPath: ['/', 'r', 'e', 'p', 'o', 's', ..] });
        Assert.Equal(accepted, parsed.Problem is null);
    }

    [Fact]
    public void A_push_by_a_deploy_key_has_a_pusher_and_no_sender()
    {
        var json = """{"repository":{"full_name":"A/B"},"pusher":{"name":"deploy"},"ref":"refs/heads/x","before":"B","after":"A"}"""
            .Replace("\"B\"", $"\"{Older}\"", StringComparison.Ordinal).Replace("\"A\"", $"\"{Newer}\"", StringComparison.Ordinal);
        Assert.Equal("github:deploy", WebhookParser.Parse("push", Encoding.UTF8.GetBytes(json)).Event!.Actor);
    }
}
