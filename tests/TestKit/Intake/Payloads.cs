using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steward.TestKit.Intake;

/// <summary>Webhook bodies in GitHub's shape.</summary>
public static class Payloads
{
    /// <summary>The body of a fixture file: <c>push</c>.</summary>
    public static byte[] Fixture(string name) => File.ReadAllBytes(Repository.PathOf("tests", "fixtures", "webhooks", name + ".json"));

    /// <summary>All fixtures: file name without extension, and body.</summary>
    public static IReadOnlyList<(string Name, byte[] Body)> Fixtures { get; } =
        [.. Directory.GetFiles(Repository.PathOf("tests", "fixtures", "webhooks"), "*.json").Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllBytes(f)))];

    /// <summary>A push that no other push equals, of about a number of bytes: commits are added until it is that long.</summary>
    public static byte[] Push(string product, int number, int bytes = 0)
    {
        var push = JsonNode.Parse(Fixture("push"))!;
        push["repository"]!["full_name"] = product;
        push["before"] = Sha(number);
        push["after"] = Sha(number + 1);
        var commits = push["commits"]!.AsArray();
        for (var i = 0; Encoding.UTF8.GetByteCount(push.ToJsonString()) < bytes - 600; i++) commits.Add(Commit(number, i));
        return JsonSerializer.SerializeToUtf8Bytes(push);
    }

    /// <summary>A commit sha made from a number.</summary>
    public static string Sha(int number) => Kernel.Digest.Sha256($"commit {number}")[..40];

    private static JsonNode Commit(int number, int i) => new JsonObject
    {
        ["id"] = Sha((number * 1000) + i),
        ["tree_id"] = Sha((number * 1000) + i + 500),
        ["distinct"] = true,
        ["message"] = $"Change number {i} of push {number}",
        ["timestamp"] = "2026-02-11T09:20:31+01:00",
        ["url"] = $"https://github.com/octo-org/hello-world/commit/{Sha((number * 1000) + i)}",
        ["author"] = new JsonObject { ["name"] = "Mona Lisa", ["email"] = "mona@example.com", ["username"] = "monalisa" },
        ["added"] = new JsonArray(),
        ["removed"] = new JsonArray(),
        ["modified"] = new JsonArray($"src/file{i}.cs", $"tests/file{i}Tests.cs"),
    };
}
