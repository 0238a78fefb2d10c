using System.Net;
using Steward.Access;
using Steward.Azure.Snapshots;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class SnapshotApiTests
{
    [Fact]
    public async Task Taking_one_starts_its_orchestration_under_the_time_once_a_second()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var answers = new[] { await TakeAsync(admin), await TakeAsync(admin) };
        Assert.All(answers, a => Assert.Equal(new SnapshotAsked("20261123T093000Z", "snapshot:2026-11-23T09:30:00Z"), a));
        Assert.Equal(["start Snapshot snapshot:2026-11-23T09:30:00Z"], world.Engine.Told);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("20261123T093001Z", (await TakeAsync(admin)).Stamp);
    }

    [Fact]
    public async Task Only_an_administrator_may_take_one_and_readers_may_list()
    {
        await using var world = await WebWorld.StartAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        using var nobody = await world.ClientAsync();
        await approver.PostJsonAsync("/api/snapshots", new { }).ProblemAsync(HttpStatusCode.Forbidden);
        await nobody.PostJsonAsync("/api/snapshots", new { }).ProblemAsync(HttpStatusCode.Unauthorized);
        await nobody.GetAsync("/api/snapshots").ProblemAsync(HttpStatusCode.Unauthorized);
        using var reader = await world.ClientAsync(AccessLevel.Read);
        Assert.Empty((await reader.GetAsync("/api/snapshots").OkAsync<SnapshotList>()).Snapshots);
        Assert.Empty(world.Engine.Told);
    }

    [Fact]
    public async Task The_newest_come_first_with_what_they_hold()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Seed.ProductAsync();
        var archive = new BlobTableArchive(world.Get<StorageAccount>(), world.Clock);
        foreach (var stamp in new[] { "20261122T020000Z", "20261123T020000Z" }) await archive.TakeAsync(stamp, default);
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var list = await reader.GetAsync("/api/snapshots").OkAsync<SnapshotList>();
        Assert.Equal(["20261123T020000Z", "20261122T020000Z"], list.Snapshots.Select(s => s.Manifest.Stamp));
        Assert.Contains(list.Snapshots[0].Manifest.Tables, t => t is { Name: "Products", Rows: 1 });
        Assert.False(list.More);
    }

    [Fact]
    public async Task An_engine_that_is_not_active_here_is_answered_with_503()
    {
        await using var world = await WebWorld.StartAsync();
        world.Engine.Fault = StewardException.Unavailable("This node is a standby.");
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        await admin.PostJsonAsync("/api/snapshots", new { }).ProblemAsync(HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<SnapshotAsked> TakeAsync(HttpClient client)
    {
        using var answer = await client.PostJsonAsync("/api/snapshots", new { });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return Json.Read<SnapshotAsked>(await answer.Content.ReadAsByteArrayAsync());
    }
}
