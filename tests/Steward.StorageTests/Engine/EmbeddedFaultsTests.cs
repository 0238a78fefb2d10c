using Azure.Data.Tables;
using Steward.Engine;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>Storage that does not answer, rows that cannot be read, code that breaks the rules: none of it takes the node down.</summary>
[Long]
public sealed class EmbeddedFaultsTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;

    [Fact]
    public async Task When_storage_stops_verbs_are_refused_in_time_and_when_it_is_back_everything_goes_on()
    {
        await using var azurite = await Azurite.StartAsync();
        var open = new TaskCompletionSource<int>();
        var catalog = new TaskCatalog()
            .Orchestrator("Flow", async context => await context.CallActivityAsync<int>("Gate") + await context.CallActivityAsync<int>("Next"))
            .Activity<object, int>("Gate", (_, stop) => open.Task.WaitAsync(stop)).Activity<object, int>("Next", _ => 2);
        await using var engine = await EmbeddedUnderTest.StartAsync(
            catalog, new EmbeddedSetting { Connection = azurite.ConnectionString, Options = o => o with { ClientTimeout = TimeSpan.FromSeconds(3) } });
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engine.Client.ScheduleNewOrchestrationInstanceAsync("Flow", cancellation: Patience)));

        await azurite.StopProcessAsync();
        open.SetResult(40);
        for (var i = 0; i < 3; i++)
        {
            var refused = await Assert.ThrowsAsync<StewardException>(
                () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Flow", null, new($"refused{i}"), Patience));
            Assert.Equal((FailureKind.Unavailable, true), (refused.Kind, refused.RetryAfter is not null));
        }

        var unread = await Assert.ThrowsAsync<StewardException>(() => engine.Client.GetInstanceAsync(ids[0], false, Patience));
        Assert.Equal(FailureKind.Unavailable, unread.Kind);
        await azurite.StartProcessAsync();

        foreach (var id in ids) Assert.Equal("42", (await engine.Client.WaitForInstanceCompletionAsync(id, true, Patience)).SerializedOutput);
        Assert.True(engine.Node.IsActive);
        var later = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Flow", cancellation: Patience);
        Assert.Equal("42", (await engine.Client.WaitForInstanceCompletionAsync(later, true, Patience)).SerializedOutput);
    }

    [Theory, InlineData("{"), InlineData(null), InlineData("{\"kind\":\"Strange\"}")]
    public async Task A_corrupt_row_fails_its_instance_and_no_other(string? text)
    {
        var catalog = Waiting();
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog);
        foreach (var id in new[] { "bad", "good" })
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new(id), Patience);
            await engine.Client.RaiseEventAsync(id, "Early", 1, Patience);
        }

        await foreach (var row in engine.Table.QueryAsync<TableEntity>(r => r.RowKey.CompareTo("e|bad|") >= 0 && r.RowKey.CompareTo("e|bad}") < 0))
        {
            if (text is null) row.Remove("Event");
            else row["Event"] = text;
            await engine.Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }

        await engine.RestartAsync();
        var failed = await engine.Client.WaitForInstanceCompletionAsync("bad", false, Patience);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("e|bad|", failed.FailureDetails!.ErrorMessage);
        await engine.Client.RaiseEventAsync("good", "Go", "fine", Patience);
        Assert.Equal("\"fine\"", (await engine.Client.WaitForInstanceCompletionAsync("good", true, Patience)).SerializedOutput);
    }

    [Fact]
    public async Task A_header_that_cannot_be_read_is_shown_as_failed_and_the_node_goes_on()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Waiting());
        foreach (var id in new[] { "bad", "good" }) await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new(id), Patience);
        await foreach (var row in engine.Table.QueryAsync<TableEntity>(r => r.RowKey == "h|bad"))
        {
            row["Status"] = "Strange";
            await engine.Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }

        await engine.RestartAsync();
        Assert.Contains("cannot be read", (await engine.Client.WaitForInstanceCompletionAsync("bad", false, Patience)).FailureDetails!.ErrorMessage);
        Assert.Equal(2, await engine.Client.GetAllInstancesAsync().CountAsync(Patience));
        await engine.Client.RaiseEventAsync("good", "Go", "fine", Patience);
        await engine.Client.WaitForInstanceCompletionAsync("good", true, Patience);
    }

    [Fact]
    public async Task A_payload_whose_blob_is_gone_fails_its_instance()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Waiting());
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new("bad"), Patience);
        await engine.Client.RaiseEventAsync("bad", "Early", new string('x', 100_000), Patience);
        await foreach (var blob in engine.Container.GetBlobsAsync(cancellationToken: Patience))
            if (blob.Name.StartsWith("payloads/", StringComparison.Ordinal)) await engine.Container.DeleteBlobAsync(blob.Name);
        await engine.RestartAsync();
        Assert.Contains("is gone", (await engine.Client.WaitForInstanceCompletionAsync("bad", false, Patience)).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task A_purge_leaves_no_row_and_no_blob()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Waiting());
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new string('i', 60_000), new("p"), Patience);
        for (var i = 0; i < 150; i++) await engine.Client.RaiseEventAsync("p", "Early", i, Patience);
        await engine.Client.RaiseEventAsync("p", "Go", new string('o', 60_000), Patience);
        await engine.Client.WaitForInstanceCompletionAsync("p", false, Patience);
        Assert.True(await engine.Client.PurgeInstanceAsync("p", Patience));

        Assert.Equal(0, await engine.Table.QueryAsync<TableEntity>(r => r.RowKey.CompareTo("e|") >= 0 && r.RowKey.CompareTo("i") < 0).CountAsync(Patience));
        Assert.Equal(["engine/active"], await engine.Container.GetBlobsAsync(cancellationToken: Patience).Select(b => b.Name).ToListAsync(Patience));
    }

    // Long enough that the task is not finished when it is awaited: one that is finished already leaves the thread to nobody.
    private static readonly TimeSpan Unfinished = TimeSpan.FromMilliseconds(300);

    [Theory, InlineData("Delay"), InlineData("Run"), InlineData("Foreign")]
    public async Task Code_that_awaits_what_is_not_in_its_context_fails_with_the_rule(string name)
    {
        var catalog = new TaskCatalog()
            .Orchestrator("Delay", async context =>
            {
                await Task.Delay(Unfinished);
                return context.InstanceId;
            })
            .Orchestrator("Run", async context =>
            {
                await Task.Run(() => Task.Delay(Unfinished));
                return context.InstanceId;
            })
            .Orchestrator("Foreign", async context =>
            {
                await context.WaitForExternalEvent<string>("Go").ConfigureAwait(false);
                return await context.CallActivityAsync<string>("X");
            });
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(name, null, new("rule"), Patience);
        await engine.Client.RaiseEventAsync("rule", "Go", "", Patience);
        var failed = await engine.Client.WaitForInstanceCompletionAsync("rule", false, Patience);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("ConfigureAwait", failed.FailureDetails!.ErrorMessage);
    }

    private static TaskCatalog Waiting() => new TaskCatalog()
        .Orchestrator<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("Go"));
}
