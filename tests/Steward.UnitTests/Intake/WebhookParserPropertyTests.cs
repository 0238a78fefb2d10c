using System.Text;
using System.Text.Json.Nodes;
using Steward.Intake.Parsing;
using Xunit;

namespace Steward.UnitTests.Intake;

public sealed class WebhookParserPropertyTests
{
    // What each event cannot do without. Removing any other field changes nothing that must be there.
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["push"] = ["repository.full_name", "ref", "before", "after"],
        ["create"] = ["repository.full_name", "sender.login", "ref", "ref_type"],
        ["release"] = ["repository.full_name", "sender.login", "action", "release.tag_name"],
        ["pull_request"] =
            ["repository.full_name", "sender.login", "action", "pull_request.number", "pull_request.base.sha", "pull_request.head.sha"],
        ["workflow_run"] =
            ["repository.full_name", "sender.login", "action", "workflow_run.id", "workflow_run.run_attempt", "workflow_run.head_sha"],
        ["check_suite"] = ["repository.full_name", "sender.login", "action", "check_suite.head_sha"],
        ["deployment_protection_rule"] = ["repository.full_name", "sender.login", "action", "environment", "deployment_callback_url"],
        ["deployment_status"] = ["repository.full_name", "sender.login", "deployment_status.state", "deployment.environment", "deployment.sha"],
    };

    [Fact]
    public void Without_a_needed_field_the_problem_names_exactly_that_field()
    {
        foreach (var (name, paths) in Needed)
            foreach (var path in paths)
            {
                var json = JsonNode.Parse(Fixtures.Read(name))!;
                At(json, path).Remove(path.Split('.')[^1]);
                Assert.Equal($"{name}: {path} is missing.", WebhookParser.Parse(name, Bytes(json)).Problem);
            }
    }

    [Fact]
    public void Reduced_to_the_needed_fields_every_event_is_still_read()
    {
        foreach (var (name, paths) in Needed)
        {
            var json = JsonNode.Parse(Fixtures.Read(name))!;
            var reduced = new JsonObject();
            foreach (var path in paths.Append("sender.login").Append("sha").Distinct()) Copy(json, reduced, path);
            var parsed = WebhookParser.Parse(name, Bytes(reduced));
            Assert.Null(parsed.Problem);
            Assert.NotNull(parsed.Event);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fields_that_nobody_knows_change_nothing(int seed)
    {
        var random = new Random(seed);
        foreach (var name in Fixtures.Names)
        {
            var json = JsonNode.Parse(Fixtures.Read(name))!;
            foreach (var child in Objects(json).ToList()) child[$"unknown{random.Next(100)}"] = JsonNode.Parse("""{"repository":{"full_name":"x/y"},"ref":[1,"refs/z",null]}""");
            var expected = WebhookParser.Parse(Fixtures.EventOf(name), Fixtures.Read(name));
            Assert.Equal(expected, WebhookParser.Parse(Fixtures.EventOf(name), Bytes(json)));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Mutated_bodies_are_an_event_a_reason_or_a_sentence_and_never_an_exception(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 20_000; run++)
        {
            var name = Fixtures.Names[random.Next(Fixtures.Names.Count)];
            var parsed = WebhookParser.Parse(Fixtures.EventOf(name), Mutate(Fixtures.Read(name), random));
            var outcomes = new[] { parsed.Event is not null, parsed.Ignored is not null, parsed.Problem is not null }.Count(x => x);
            Assert.True(outcomes == 1, $"seed {seed}, run {run}");
            Assert.True(parsed.Event is null || parsed.Product == parsed.Event.Product);
        }
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.AsSpan(0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length).ToArray();
        for (var i = random.Next(1, 20); i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : "{}[]\",:\\0nu"u8[random.Next(11)];
        return bytes;
    }

    private static JsonObject At(JsonNode json, string path) =>
        path.Split('.')[..^1].Aggregate(json, (node, name) => node[name]!).AsObject();

    private static void Copy(JsonNode from, JsonObject to, string path)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (from[name] is not { } below) return;
            from = below;
            if (to[name] is null) to[name] = new JsonObject();
            to = to[name]!.AsObject();
        }

        if (from[names[^1]] is { } value) to[names[^1]] = value.DeepClone();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
