using System.Net.Http.Json;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Running;
using Steward.StorageTests.Workflows;
using Steward.TestKit.Engine;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>A system that stops answering in the middle: what was done is told, what was not is named, and the next run goes on. On the real engine.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private static readonly string File = OrganisationWorld.File + "  cleo: {positions: [developer], accounts: {github: cleo}}";
    private AccessWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccessWorld.StartAsync(File);
        _world.GitHub.Organisation.Account("cleo").Account("dan");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_was_done_is_told_what_was_not_is_named_and_the_approval_holds_for_the_rest()
    {
        await _world.ApproveAsync("ada");
        StopAnswering("/teams/platform/memberships/");
        Assert.Contains("1 left", await RunAsync(), StringComparison.Ordinal);
        var told = (await _world.EvidenceAsync()).Last(e => e.Kind == AccessEvidence.Applied);
        Assert.Equal((EvidenceOutcome.Fail, "1 change of access made, 1 left."), (told.Outcome, told.Summary));
        var left = Assert.Single(await _world.LeftAsync());
        Assert.Equal(("team", "cleo"), (left.Change.Kind, left.Change.Subject));
        Assert.Contains("did not answer", left.Problem, StringComparison.Ordinal);

        Assert.Contains("All of it is done.", await RunAsync(), StringComparison.Ordinal);
        Assert.True(_world.GitHub.Organisation.Teams["platform"].Invited.ContainsKey("cleo"));
        Assert.Single(_world.GitHub.Writes, c => c.Path == "/orgs/acme/memberships/cleo");
        Assert.Single(await _world.EvidenceAsync(), e => e.Kind == AccessEvidence.Approved);

        // Now it is used up: the same thing again waits for a person.
        _world.GitHub.Organisation.Teams["platform"].Invited.Clear();
        Assert.Contains("waits for the approval", await RunAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rest_of_another_file_waits_for_a_person()
    {
        await _world.ApproveAsync("ada");
        StopAnswering("/teams/platform/memberships/");
        await RunAsync();
        await _world.PushAsync(File + "\n  dan: {positions: [developer], accounts: {github: dan}}");
        Assert.Contains("waits for the approval", await RunAsync(), StringComparison.Ordinal);
        Assert.False(_world.GitHub.Organisation.Invited.ContainsKey("dan"));
    }

    [Fact]
    public async Task What_was_refused_is_no_silence_and_is_asked_about_again()
    {
        await _world.ApproveAsync("ada");
        _world.GitHub.GitHub.FailNext(422, body: "{\"message\":\"Validation Failed: cannot add\"}", pathPart: "/teams/platform/memberships/");
        Assert.Contains("1 left", await RunAsync(), StringComparison.Ordinal);
        Assert.Contains("waits for the approval", await RunAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_that_cannot_be_read_again_leaves_what_was_sent_open()
    {
        using var ada = await _world.PersonAsync("ada");
        var plan = (await ada.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        var run = await _world.ActAsync<PlanAccess, ScheduledRun, AccessRun>(Now);
        var sent = await _world.ActAsync<ApplyAccess, ApplyStep, ApplyProgress>(new ApplyStep(AccessWorld.Product, run.Payload!, 0));
        StopAnswering("/orgs/acme/members");
        Assert.Equal(2, await _world.ActAsync<VerifyAccess, VerifyRequest, int>(new VerifyRequest(AccessWorld.Product, run.Payload!, sent.Left, "run")));
        Assert.All(await _world.LeftAsync(), l => Assert.Contains("could not be read again", l.Problem, StringComparison.Ordinal));
    }

    private ScheduledRun Now => new(_world.Web.Clock.GetUtcNow());

    // It asks to be left alone for longer than a run waits, and as often as the client asks.
    private void StopAnswering(string path) =>
        _world.GitHub.GitHub.FailNext(503, new Dictionary<string, string> { ["Retry-After"] = "3600" }, times: 1, pathPart: path);

    private async Task<string> RunAsync()
    {
        _world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        var ended = await ReplayEverywhere.RunAsync(RealCatalog.Create(), AccessWorkflow.Name, Now, _world.Web.Services);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return Json.Read<string>(ended.SerializedOutput!);
    }
}
