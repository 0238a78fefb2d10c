using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.Engine;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class OrchestrationApiTests
{
    private const string Id = "change:contoso/shop@1234";

    [Fact]
    public async Task Failed_orchestrations_come_first()
    {
        await using var world = await WorldAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var list = await reader.GetAsync("/api/orchestrations").OkAsync<OrchestrationList>();
        Assert.Equal([Id, "b:running", "a:done"], list.Orchestrations.Select(i => i.InstanceId));
        var failed = await reader.GetAsync("/api/orchestrations?status=failed&prefix=change:").OkAsync<OrchestrationList>();
        Assert.Equal("clamd does not answer", Assert.Single(failed.Orchestrations).FailureDetails!.ErrorMessage);
        Assert.Equal("Change", (await reader.GetAsync($"/api/orchestrations/{Id}").OkAsync<OrchestrationMetadata>()).Name);
        await reader.GetAsync("/api/orchestrations/none").ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync("/api/orchestrations?status=weird").ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Resuming_rewinds_what_failed_and_lets_what_was_held_go_on()
    {
        await using var world = await WorldAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        Assert.Equal("rewound", (await SteerAsync(admin, "resume", Id)).Did);
        Assert.Equal("suspended", (await SteerAsync(admin, "suspend", Id)).Did);
        Assert.Equal("resumed", (await SteerAsync(admin, "resume", Id)).Did);
        Assert.Equal([$"rewind {Id} fixed", $"suspend {Id} fixed", $"resume {Id} fixed"], world.Engine.Told);
        await admin.PostJsonAsync("/api/orchestrations/resume", new { id = "a:done" }).ProblemAsync(HttpStatusCode.Conflict);
        await admin.PostJsonAsync("/api/orchestrations/resume", new { id = "none" }).ProblemAsync(HttpStatusCode.NotFound);
        await admin.PostJsonAsync("/api/orchestrations/resume", new { }).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Ending_and_purging_ask_for_the_level_to_administer()
    {
        await using var world = await WorldAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        foreach (var verb in new[] { "resume", "suspend", "terminate", "purge" })
            await approver.PostJsonAsync($"/api/orchestrations/{verb}", new { id = Id }).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal("terminated", (await SteerAsync(admin, "terminate", "b:running")).Did);
        Assert.Equal("purged", (await SteerAsync(admin, "purge", "a:done")).Did);
        await admin.PostJsonAsync("/api/orchestrations/purge", new { id = "a:done" }).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static Task<SteerAnswer> SteerAsync(HttpClient client, string verb, string id) =>
        client.PostJsonAsync($"/api/orchestrations/{verb}", new { id, reason = "fixed" }).OkAsync<SteerAnswer>();

    private static async Task<WebWorld> WorldAsync()
    {
        var world = await WebWorld.StartAsync();
        world.Seed.Instance("a:done", OrchestrationRuntimeStatus.Completed);
        world.Seed.Instance("b:running", OrchestrationRuntimeStatus.Running, minutesAgo: 1);
        world.Seed.Instance(Id, OrchestrationRuntimeStatus.Failed, minutesAgo: 90, failure: "clamd does not answer");
        return world;
    }
}
