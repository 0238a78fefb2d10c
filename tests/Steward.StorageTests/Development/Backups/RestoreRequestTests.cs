using System.Net;
using Steward.Access;
using Steward.Ledger;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Requests;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Restores that people ask for: for themselves, for servers, over what is there.</summary>
public sealed class RestoreRequestTests
{
    private const string Path = "/api/backups/restores";

    [Fact]
    public async Task Over_what_is_there_needs_a_second_person_and_the_digest_and_each_step_is_evidence()
    {
        await using var world = await BackedUpAsync("db1");
        using var ada = await world.PersonAsync("ada");
        using var bob = await world.PersonAsync("bob");
        using var adasOther = await world.PersonAsync("ADA", AccessLevel.Administer);
        var request = await AskAsync(ada, new RestoreAsk("servers:db", InPlace: true));
        Assert.Equal((RequestState.Asked, true, AgentCalls.Snapshot), (request.State, request.NeedsSecondPerson, request.Wish.Snapshot));
        foreach (var self in new[] { ada, adasOther })
            Assert.Contains("another person", await DecideAsync(self, request, "approve").ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await bob.PostJsonAsync($"{Path}/{request.Id}/approve", new RestoreDecision(new string('0', 64))).ProblemAsync(HttpStatusCode.Conflict);
        await bob.PostJsonAsync($"{Path}/{request.Id}/approve", new RestoreDecision("")).ProblemAsync(HttpStatusCode.Conflict);
        using var agent = await world.AgentAsync("db1");
        Assert.DoesNotContain((await agent.OrdersAsync()).Orders, o => o.Kind == OrderKind.Restore);
        for (var i = 0; i < 2; i++) Assert.Equal(RequestState.Approved, (await DecideAsync(bob, request, "approve").OkAsync<RestoreRequest>()).State);

        var order = Assert.Single((await agent.OrdersAsync()).Orders, o => o.Kind == OrderKind.Restore);
        Assert.Equal((true, AgentCalls.Snapshot, request.Id), (order.Restore!.InPlace, order.Snapshot, order.Restore.Request));
        await agent.ReportAsync(order.Id, await agent.ClaimedAsync(order.Id)).OkAsync<object>();
        Assert.Equal(RequestState.Done, Assert.Single((await ada.GetAsync(Path).OkAsync<RestoreRequests>()).Requests).State);
        var told = (await world.EvidenceAsync()).Where(e => e.Kind.StartsWith("restore.", StringComparison.Ordinal)).ToList();
        Assert.Equal([BackupEvidence.RestoreAsked, BackupEvidence.RestoreApproved, BackupEvidence.RestoreDone], told.Select(e => e.Kind));
        Assert.Equal(["github:ada", "github:bob", "steward"], told.Select(e => e.Actor));
        Assert.Equal(request.Digest, (string?)told[1].Details!["digest"]);
        await DecideAsync(bob, request, "refuse").ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_server_beside_what_is_there_asks_for_the_level_and_an_approval()
    {
        await using var world = await BackedUpAsync("db1");
        using var reader = await world.PersonAsync("ada", AccessLevel.Upload);
        using var ada = await world.PersonAsync("ada");
        await reader.PostJsonAsync(Path, new RestoreAsk("servers:db", Target: "/tmp/x")).ProblemAsync(HttpStatusCode.Forbidden);
        await ada.PostJsonAsync(Path, new RestoreAsk("servers:db")).ProblemAsync(HttpStatusCode.BadRequest);
        await ada.PostJsonAsync(Path, new RestoreAsk("servers:db", "ffffff", "/tmp/x")).ProblemAsync(HttpStatusCode.NotFound);
        var request = await AskAsync(ada, new RestoreAsk("servers:db", AgentCalls.Snapshot[..8], "/tmp/x"));
        Assert.Equal((RequestState.Asked, false), (request.State, request.NeedsSecondPerson));
        Assert.Equal(RequestState.Approved, (await DecideAsync(ada, request, "approve").OkAsync<RestoreRequest>()).State);
        var refused = await AskAsync(ada, new RestoreAsk("servers:db", Target: "/tmp/y"));
        Assert.Equal(RequestState.Refused, (await DecideAsync(ada, refused, "refuse").OkAsync<RestoreRequest>()).State);
        await DecideAsync(ada, refused, "approve").ProblemAsync(HttpStatusCode.Conflict);
        var late = await AskAsync(ada, new RestoreAsk("servers:db", Target: "/tmp/z"));
        await world.LookAsync(RestoreRequest.Lasts);
        await DecideAsync(ada, late, "approve").ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(2, (await world.EvidenceAsync(kind: BackupEvidence.RestoreRefused)).Count(e => e.Outcome == EvidenceOutcome.Fail));
    }

    [Fact]
    public async Task A_person_restores_the_own_working_environment_without_approval_and_nobody_elses()
    {
        await using var world = await BackedUpAsync("web1");
        using var ada = await world.PersonAsync("ada", AccessLevel.Read);
        using var bob = await world.PersonAsync("bob", AccessLevel.Read);
        using var machine = await world.Web.ClientAsync(AccessLevel.Read);
        foreach (var other in new[] { bob, machine }) await other.PostJsonAsync(Path, new RestoreAsk("servers:home", Target: "/tmp/home")).ProblemAsync(HttpStatusCode.Forbidden);
        await ada.PostJsonAsync(Path, new RestoreAsk("servers:db", Target: "/tmp/db")).ProblemAsync(HttpStatusCode.Forbidden);
        foreach (var elsewhere in (string[])["/etc/systemd/system/x.service.d", "/home/ada/../../etc/x", "/home/adam/x", "/home/ada"])
            Assert.Equal((RequestState.Asked, true), (await AskAsync(ada, new RestoreAsk("servers:home", Target: elsewhere)) is var asked ? (asked.State, asked.NeedsApproval) : default));
        Assert.Equal(RequestState.Approved, (await AskAsync(ada, new RestoreAsk("servers:home", Target: "/home/ada/restored"))).State);
        var over = await AskAsync(ada, new RestoreAsk("servers:home", InPlace: true));
        Assert.Equal((RequestState.Asked, true), (over.State, over.NeedsSecondPerson));
        Assert.Equal(6, (await ada.GetAsync(Path).OkAsync<RestoreRequests>()).Requests.Count);
        Assert.Empty((await bob.GetAsync(Path).OkAsync<RestoreRequests>()).Requests);
        using var agent = await world.AgentAsync("web1");
        Assert.Equal("/home/ada/restored", Assert.Single((await agent.OrdersAsync()).Orders, o => o.Kind == OrderKind.Restore).Restore!.Target);
    }

    private static Task<RestoreRequest> AskAsync(HttpClient person, RestoreAsk ask) => person.PostJsonAsync(Path, ask).OkAsync<RestoreRequest>();

    private static Task<HttpResponseMessage> DecideAsync(HttpClient person, RestoreRequest request, string verb) => person.PostJsonAsync($"{Path}/{request.Id}/{verb}", new RestoreDecision(request.Digest[..12]));

    private static async Task<BackupWorld> BackedUpAsync(string name)
    {
        var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        await world.LookAsync(TimeSpan.FromMinutes(31));
        using var agent = await world.AgentAsync(name);
        var order = await agent.OneAsync();
        await agent.ReportAsync(order.Id, await agent.ClaimedAsync(order.Id)).OkAsync<object>();
        return world;
    }
}
