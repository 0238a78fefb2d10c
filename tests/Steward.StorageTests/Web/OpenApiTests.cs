using System.Text.Json.Nodes;
using Steward.Access;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_API_is_described_with_its_levels_and_without_the_dashboard()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var document = JsonNode.Parse(await reader.GetStringAsync("/api/openapi.json"))!;
        var paths = document["paths"]!.AsObject();
        Assert.All(paths, p => Assert.True(p.Key.StartsWith("/api/", StringComparison.Ordinal) || p.Key == "/health", p.Key));
        Assert.Equal("Needs a token of level Approve or above.", (string?)paths["/api/products/{owner}/{name}/changes/{change}/waivers"]!["post"]!["description"]);
        Assert.Equal("Open: needs no token.", (string?)paths["/health"]!["get"]!["description"]);
        foreach (var (path, item) in paths)
            foreach (var (verb, operation) in item!.AsObject().Where(o => o.Value is JsonObject))
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{verb} {path}");
        Assert.Equal("string", (string?)document["components"]!["schemas"]!["ProductId"]?["type"] ?? "string");
    }
}
