using System.Net;
using System.Net.Http.Json;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Running;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>Whoever pushes the file raises nobody and relaxes nothing by it: what was approved last says who may approve, and what holds.</summary>
public sealed class SettledFileTests
{
    private const string Relaxed = "brakes: {removals: {share: 100, number: 100, people: 100}}\n";
    private const string Automatic = "apply: {mode: automatic, only: all, changes: 50}\n";
    private const string Cleo = "  cleo: {positions: [developer], accounts: {github: cleo}}";
    private static readonly string Raised = OrganisationWorld.File.Replace("bob: {positions: [developer]", "bob: {positions: [head]", StringComparison.Ordinal);

    [Fact]
    public async Task Who_makes_himself_an_administrator_in_the_file_cannot_approve_until_a_settled_administrator_has()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        var settled = await world.PushAsync(Raised);
        using var bob = await world.PersonAsync("bob");
        Assert.Contains("as it was approved last", await RefusalAsync(await bob.PostAsJsonAsync("/api/access/apply", new ApplyRequest("000000000000"))), StringComparison.Ordinal);

        // Nor by the way round: a token that is nobody's would be held by no file.
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.PostAsJsonAsync("/api/tokens", new TokenRequest("mine", AccessLevel.Administer))).StatusCode);
        var plan = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        Assert.Contains("bob becomes an administrator of Steward.", plan.Settles);
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.Web.Get<AccessDesk>().ApplyAsync(new ApplyRequest(plan.Digest), new Caller("github:bob", AccessLevel.Administer), CancellationToken.None));
        Assert.Contains("only the one at the head does", refused.Message, StringComparison.Ordinal);
        await world.RunAsync();
        Assert.Empty(world.GitHub.Writes);
        var shown = (await world.Web.Get<AccessOverview>().ReadAsync(CancellationToken.None)).Rows.Single(r => r.Person == "bob");
        Assert.Equal("toChange", Assert.Single(shown.Cells, c => c?.Right == "administer")!.State);

        await world.ApproveAsync("ada");
        Assert.Equal(settled.ToString(), AccessEvidence.Text((await world.EvidenceAsync()).Last(e => e.Kind == AccessEvidence.Approved), "commit"));
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.Equal("admin", world.GitHub.Organisation.Members["bob"]);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/api/tokens")).StatusCode);
    }

    [Fact]
    public async Task Whom_the_head_does_not_let_administer_any_more_approves_nothing_and_is_told_which_file_says_so()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        await world.PushAsync(OrganisationWorld.File.Replace("ada: {positions: [head]", "ada: {positions: [developer]", StringComparison.Ordinal));
        var plan = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        var refused = await Assert.ThrowsAsync<StewardException>(() => world.Web.Get<AccessDesk>().ApplyAsync(new ApplyRequest(plan.Digest), new Caller("github:ada", AccessLevel.Administer), CancellationToken.None));
        Assert.Contains("at the head", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_an_owner_is_limited_by_neither_file()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        await world.PushAsync(Raised);
        var plan = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        using var first = await world.Web.ClientAsync(AccessLevel.Administer);
        (await first.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        Assert.NotNull((await world.RunAsync()).Payload);
    }

    [Fact]
    public async Task An_approval_counts_for_the_file_that_was_seen_also_when_another_one_comes_to_the_same_changes()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        var seen = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        await world.PushAsync(Automatic + OrganisationWorld.File);
        using var ada = await world.PersonAsync("ada");
        Assert.Equal(HttpStatusCode.Conflict, (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(seen.Digest))).StatusCode);
    }

    [Fact]
    public async Task Brakes_that_the_pushed_file_relaxes_hold_until_it_was_approved()
    {
        await using var world = await AccessWorld.StartAsync();
        world.GitHub.Organisation.Member("x1").Member("x2").Member("x3");
        await world.ApproveAsync("ada");
        await world.PushAsync(Relaxed + OrganisationWorld.File);
        var plan = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        Assert.Equal("github/organisation/share", Assert.Single(plan.Brakes).Key);
        Assert.Contains("brakes.removals.share becomes 100; it was 25.", plan.Settles);

        // Approved without an override: what was held when it was seen is held now too.
        await world.ApproveAsync("ada");
        Assert.Null((await world.RunAsync()).Payload);
        Assert.True(world.GitHub.Organisation.Members.ContainsKey("x1"));
        world.Web.Clock.Advance(TimeSpan.FromDays(2));
        await world.ApproveAsync("ada");
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.False(world.GitHub.Organisation.Members.ContainsKey("x1"));
    }

    [Fact]
    public async Task A_plan_that_was_approved_is_applied_by_the_rules_that_it_was_seen_with()
    {
        await using var world = await AccessWorld.StartAsync();
        world.GitHub.Organisation.Member("x1").Member("x2").Member("x3");
        await world.ApproveAsync("ada");
        await world.PushAsync(Relaxed + OrganisationWorld.File);
        await world.ApproveAsync("ada", "github/organisation/share");
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.False(world.GitHub.Organisation.Members.ContainsKey("x1"));
    }

    [Fact]
    public async Task Automatic_applying_counts_from_the_approval_of_the_file_that_says_so()
    {
        await using var world = await AccessWorld.StartAsync(Automatic + OrganisationWorld.File + Cleo);
        world.GitHub.Organisation.Account("cleo").Account("dan");
        Assert.Contains("the first one always waits", (await world.RunAsync()).Sentence, StringComparison.Ordinal);
        await world.PushAsync(OrganisationWorld.File);
        await world.ApproveAsync("ada");
        await world.PushAsync(Automatic + OrganisationWorld.File + Cleo);
        Assert.Contains("does not let plans be applied automatically", (await world.RunAsync()).Sentence, StringComparison.Ordinal);
        Assert.Empty(world.GitHub.Writes);

        await world.ApproveAsync("ada");
        Assert.NotNull((await world.RunAsync()).Payload);
        await world.PushAsync(Automatic + OrganisationWorld.File + Cleo + "\n  dan: {positions: [developer], accounts: {github: dan}}");
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("dan"));
    }

    [Fact]
    public async Task Who_makes_himself_an_owner_waits_for_a_person_also_where_additions_are_applied_automatically()
    {
        const string Settled = "apply: {mode: automatic, changes: 20}\n";
        await using var world = await AccessWorld.StartAsync(Settled + OrganisationWorld.File);
        await world.ApproveAsync("ada");
        await world.RunAsync();
        world.GitHub.Organisation.Account("cleo");
        await world.PushAsync(Settled + Raised + Cleo);
        var run = await world.RunAsync();

        // The joiner is let in; the owner is not made.
        Assert.Contains("only by approval", run.Sentence, StringComparison.Ordinal);
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("cleo"));
        Assert.Equal("member", world.GitHub.Organisation.Members["bob"]);
        var waiting = await world.RunAsync();
        Assert.Null(waiting.Payload);
        Assert.Equal("member", world.GitHub.Organisation.Members["bob"]);
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        Assert.Contains("Only by approval: an owner gives himself everything", await reader.GetStringAsync("/access"), StringComparison.Ordinal);

        await world.ApproveAsync("ada");
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.Equal("admin", world.GitHub.Organisation.Members["bob"]);
    }

    [Fact]
    public async Task An_approval_from_before_commits_were_kept_settles_nothing()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AppendAsync(new() { ["digest"] = new string('0', 64), ["level"] = "administer" });
        await world.PushAsync(Raised);
        await world.ApproveAsync("bob");
        Assert.NotNull((await world.RunAsync()).Payload);
    }

    [Fact]
    public async Task A_settled_file_that_is_not_there_any_more_lets_no_person_approve_and_relaxes_nothing()
    {
        await using var world = await AccessWorld.StartAsync(Relaxed + Automatic + OrganisationWorld.File + Cleo);
        world.GitHub.Organisation.Account("cleo").Member("x1").Member("x2").Member("x3");
        await world.AppendAsync(new() { ["digest"] = new string('0', 64), ["level"] = "administer", ["commit"] = new string('e', 40) });
        Assert.Null((await world.RunAsync()).Payload);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.TryApproveAsync("ada")).StatusCode);

        var plan = await world.Web.Get<AccessDesk>().PlanAsync(CancellationToken.None);
        Assert.Equal("github/organisation/share", Assert.Single(plan.Brakes).Key);
        Assert.Contains(plan.Settles, s => s.Contains("cannot be read any more", StringComparison.Ordinal));
        using var first = await world.Web.ClientAsync(AccessLevel.Administer);
        (await first.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        await world.RunAsync();
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("cleo"));
        Assert.True(world.GitHub.Organisation.Members.ContainsKey("x1"));
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
