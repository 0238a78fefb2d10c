using System.Text.Json;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.Testing;

/// <summary><c>steward tests run</c> tells a running Steward of every run: before it, after it, and when it was cut off.</summary>
public sealed class TestsRunUploadTests
{
    private const string Green = "echo \"<testsuite name=''s''><testcase name=''a''/></testsuite>\"";

    [Fact]
    public async Task Runs_are_announced_uploaded_and_told_to_be_cut_off()
    {
        await using var folder = await RunFolder.WithAsync($$"""
            green: {command: '{{Green}} >g.xml', results: g.xml}
            dead: {command: '{{Green}} >d.xml; exit 7', results: d.xml}
            silent: {command: 'true', results: s.xml}
            slow: {command: 'sleep 300', results: s.xml, timeout: 1s}
            parts: {command: '{{Green}} >{shard}.xml', results: '{shard}.xml', shards: 2}
            stopped: {command: 'touch BESIDE/begun; sleep 300', results: s.xml, where: here}
            """);
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());
        using var api = new StewardApi(host.Url, host.Token);
        var change = new ChangeId(ProductId.Parse("acme/shop"), await folder.Repository.HeadAsync());
        await api.RegisterAsync(change.Product, folder.Repository.Source);
        (folder.Environment["STEWARD_URL"], folder.Environment["STEWARD_TOKEN"]) = (host.Url, host.Token);

        string[] product = ["--product", $"{change.Product}"];
        var (exit, json, _) = await folder.JsonAsync(["run", .. product, "green", "dead", "silent", "slow", "parts"]);
        Assert.Equal((1, $"{change.Product}"), (exit, (string?)json["product"]));
        await folder.InterruptAsync(folder.Beside("begun"), ["run", .. product, "stopped"]);
        Assert.Equal(0, (await folder.RunAsync(["run", .. product, "parts", "--shard", "2/2"])).Exit);

        var told = await ToldAsync(api, change);
        Assert.Equal("announced 1, results 1: 1 passed 0 errored", told["green"]);
        Assert.Equal("announced 1, results 1: 1 passed 0 errored, results 1: 0 passed 1 errored", told["dead"]);
        Assert.Equal("announced 1, aborted 1: The command ended with exit code 0 and left no new report at s.xml.", told["silent"]);
        Assert.Equal("announced 1, aborted 1: It took longer than its time limit of 1 second.", told["slow"]);
        Assert.Equal("announced 1, aborted 1: The run was stopped.", told["stopped"]);
        Assert.Equal("announced 1 (1/2), results 1: 1 passed 0 errored (1/2), announced 1 (2/2), results 1: 1 passed 0 errored (2/2), announced 2 (2/2), results 2: 1 passed 0 errored (2/2)", told["parts"]);
    }

    private static async Task<Dictionary<string, string>> ToldAsync(StewardApi api, ChangeId change)
    {
        var list = await api.GetAsync<JsonElement>($"api/products/{change.Product}/evidence?subject={Uri.EscapeDataString($"commit:{change.Commit}")}");
        return list.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("evidence"))
            .Where(e => e.GetProperty("kind").GetString() is "tests.announced" or "results.received")
            .Select(e => e.GetProperty("details"))
            .GroupBy(d => d.GetProperty("set").GetString()!)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.Select(Text)));
    }

    private static string Text(JsonElement details)
    {
        var attempt = details.GetProperty("attempt").GetInt32();
        var what = !details.TryGetProperty("state", out var state)
            ? $"results {attempt}: {details.GetProperty("passed")} passed {details.GetProperty("errored")} errored"
            : details.TryGetProperty("reason", out var reason) ? $"{state} {attempt}: {reason}" : $"{state} {attempt}";
        return details.TryGetProperty("shard", out var shard) ? $"{what} ({shard}/{details.GetProperty("shards")})" : what;
    }
}
