using System.Net;
using System.Net.Http.Json;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>From the file to the organisation: planned, approved by a person of the level, applied, verified, told.</summary>
public sealed class AccessRunTests
{
    private static readonly string Joiner = OrganisationWorld.File + "  cleo: {positions: [developer], accounts: {github: cleo}}";

    [Fact]
    public async Task A_plan_waits_for_the_approval_of_its_digest_and_is_applied_and_read_again()
    {
        await using var world = await AccessWorld.StartAsync(Joiner);
        world.GitHub.Organisation.Account("cleo");
        Assert.Null((await world.RunAsync()).Payload);
        await world.RunAsync();
        Assert.Empty(world.GitHub.Writes);
        Assert.Single(await world.EvidenceAsync(), e => e.Kind == AccessEvidence.Planned);

        using var ada = await world.PersonAsync("ada");
        var plan = (await ada.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        Assert.Equal(HttpStatusCode.Conflict, (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest("000000000000"))).StatusCode);
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("cleo"));
        var applied = Assert.Single(await world.EvidenceAsync(), e => e.Kind == AccessEvidence.Applied);
        Assert.Equal((EvidenceOutcome.Pass, plan.Digest), (applied.Outcome, AccessEvidence.Text(applied, "digest")));

        // Somebody undoes it: the same plan again, and the approval that was used up does not count for it.
        world.GitHub.Organisation.Invited.Clear();
        world.GitHub.Organisation.Teams["platform"].Invited.Clear();
        var again = await world.RunAsync();
        Assert.Null(again.Payload);
        Assert.Contains("waits for the approval", again.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_is_of_no_use_when_the_plan_is_another_one_at_the_moment_of_applying()
    {
        await using var world = await AccessWorld.StartAsync(Joiner);
        world.GitHub.Organisation.Account("cleo").Account("dan");
        using var ada = await world.PersonAsync("ada");
        var plan = (await ada.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        await world.PushAsync(Joiner + "\n  dan: {positions: [developer], accounts: {github: dan}}");
        Assert.Null((await world.RunAsync()).Payload);
        Assert.Empty(world.GitHub.Writes);
    }

    [Fact]
    public async Task Additions_are_applied_automatically_within_the_limits_and_removals_are_not()
    {
        await using var world = await AccessWorld.StartAsync("apply: {mode: automatic, changes: 5}\n" + OrganisationWorld.File);
        await world.ApproveAsync("ada");
        await world.PushAsync("apply: {mode: automatic, changes: 5}\n" + Joiner);
        world.GitHub.Organisation.Account("cleo");
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("cleo"));
        await world.PushAsync("apply: {mode: automatic, changes: 5}\n" + Joiner.Replace("  bob: {positions", "  bob: {leaves: 2026-11-01, positions", StringComparison.Ordinal));
        Assert.Null((await world.RunAsync()).Payload);
        Assert.True(world.GitHub.Organisation.Members.ContainsKey("bob"));
    }

    [Fact]
    public async Task A_brake_is_overridden_only_by_name()
    {
        await using var world = await AccessWorld.StartAsync();
        world.GitHub.Organisation.Member("x1").Member("x2").Member("x3");
        using var ada = await world.PersonAsync("ada");
        var plan = (await ada.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        var brake = Assert.Single(plan.Brakes).Key;
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest, ["github/team/share"]))).StatusCode);
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        Assert.Null((await world.RunAsync()).Payload);
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest, [brake]))).EnsureSuccessStatusCode();
        Assert.NotNull((await world.RunAsync()).Payload);
        Assert.False(world.GitHub.Organisation.Members.ContainsKey("x1"));
    }

    [Fact]
    public async Task A_token_of_a_person_opens_no_more_than_the_person_may_do_at_the_moment()
    {
        await using var world = await AccessWorld.StartAsync();
        using var bob = await world.PersonAsync("bob");
        using var stranger = await world.PersonAsync("stranger");
        using var machine = await world.Web.ClientAsync(AccessLevel.Administer);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/api/access/who?permission=steward:approve")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.PostAsJsonAsync("/api/access/apply", new ApplyRequest("x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/api/products")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/api/tokens")).StatusCode);
        await world.PushAsync(OrganisationWorld.File.Replace("  bob: {positions", "  bob: {leaves: 2026-11-01, positions", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.GetAsync("/api/products")).StatusCode);
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_and_the_one_before_stays_in_force()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.RunAsync();
        var broken = await world.PushAsync("version: 1\npeople: nobody\n");
        Assert.Contains("problems", (await world.RunAsync()).Sentence, StringComparison.Ordinal);
        using var ada = await world.PersonAsync("ada");
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/api/tokens")).StatusCode);
        var about = await world.Web.Get<ILedger>().FindAsync(AccessWorld.Product, Subject.Commit(broken), CancellationToken.None).ToListAsync();
        Assert.Equal(EvidenceOutcome.Fail, Assert.Single(about).Evidence.Outcome);
    }

    [Fact]
    public async Task What_somebody_could_do_on_a_day_is_told_by_the_file_of_that_day()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.RunAsync();
        var before = world.Web.Clock.GetUtcNow();
        await world.PushAsync(OrganisationWorld.File.Replace("bob: {positions: [developer]", "bob: {positions: [head]", StringComparison.Ordinal));
        await world.RunAsync();
        using var ada = await world.PersonAsync("ada");
        var then = await ada.GetFromJsonAsync<CouldAnswer>($"/api/access/could?name=bob&at={Uri.EscapeDataString(before.UtcDateTime.ToString("O"))}", Json.Options);
        var now = await ada.GetFromJsonAsync<CouldAnswer>($"/api/access/could?name=bob&at={Uri.EscapeDataString(world.Web.Clock.GetUtcNow().UtcDateTime.ToString("O"))}", Json.Options);
        Assert.Contains(then!.Grants, g => g is { Kind: "organisation", Right: "member" });
        Assert.Contains(now!.Grants, g => g is { Kind: "organisation", Right: "member", Given: "admin", State: "notYet" });
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync("/api/access/could?name=bob&at=2020-01-01T00:00:00Z")).StatusCode);
    }

    [Fact]
    public async Task A_review_is_opened_once_a_quarter_and_answered_line_by_line_but_not_by_oneself()
    {
        await using var world = await AccessWorld.StartAsync();
        for (var i = 0; i < 2; i++) Assert.Equal("2026-Q4", await world.ActAsync<OpenAccessReview, ScheduledRun, string?>(new ScheduledRun(world.Web.Clock.GetUtcNow())));
        Assert.Single(await world.EvidenceAsync(), e => e.Kind == ReviewEvidence.Opened);
        using var ada = await world.PersonAsync("ada");
        var review = (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        Assert.Equal((5, 5), (review.Open, review.Lines.Count));
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.PostAsJsonAsync("/api/access/review/confirm", new ReviewSaid(review.Lines.First(l => l.Line.Person == "ada").Line.Id))).StatusCode);
        var bobs = review.Lines.Single(l => l.Line.Person == "bob").Line.Id;
        (await ada.PostAsJsonAsync("/api/access/review/revoke", new ReviewSaid(bobs))).EnsureSuccessStatusCode();
        (await ada.PostAsJsonAsync("/api/access/review/revoke", new ReviewSaid(bobs))).EnsureSuccessStatusCode();
        Assert.Single(await world.EvidenceAsync(), e => e.Kind == ReviewEvidence.Revoked);
        world.Web.Clock.Advance(ReviewSheet.Patience);
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        review = (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        Assert.Equal((5, true), (review.Open, review.Overdue));
    }

    [Fact]
    public async Task A_line_that_was_revoked_is_open_until_the_plan_that_removes_it_was_applied()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        await world.ActAsync<OpenAccessReview, ScheduledRun, string?>(new ScheduledRun(world.Web.Clock.GetUtcNow()));
        using var ada = await world.PersonAsync("ada");
        var review = (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        var bobs = review.Lines.Single(l => l.Line.Person == "bob").Line.Id;
        (await ada.PostAsJsonAsync("/api/access/review/revoke", new ReviewSaid(bobs))).EnsureSuccessStatusCode();
        await world.RunAsync();
        Assert.Equal("revoked", await StateAsync());

        // Out of the file, altogether; on GitHub still.
        await world.PushAsync(OrganisationWorld.File.Replace("  bob: {positions: [developer], accounts: {github: {login: Bob, id: 9003}}}\n", "", StringComparison.Ordinal));
        await world.RunAsync();
        Assert.Equal("revoked", await StateAsync());
        await world.ApproveAsync("ada");
        await world.RunAsync();
        Assert.False(world.GitHub.Organisation.Members.ContainsKey("bob"));
        Assert.Equal("removed", await StateAsync());
        await world.RunAsync();
        Assert.Single(await world.EvidenceAsync(), e => e.Kind == ReviewEvidence.Removed);
        Assert.Equal(4, (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!.Open);

        async Task<string> StateAsync() => (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!.Lines.Single(l => l.Line.Id == bobs).State;
    }

    [Fact]
    public async Task The_page_shows_people_grants_invitations_ends_brakes_and_the_plan()
    {
        var file = Joiner.Replace("  bob: {positions", "  bob: {temporary: [{level: owner, until: 2026-11-30, reason: migration}], positions", StringComparison.Ordinal);
        await using var world = await AccessWorld.StartAsync(file);
        world.GitHub.Organisation.Account("cleo").Member("x1").Member("x2").Member("x3");
        await world.GitHub.ApplyAsync(Joiner);
        await world.RunAsync();
        using var reader = await world.Web.ClientAsync(AccessLevel.Read);
        var page = WebUtility.HtmlDecode(await reader.GetStringAsync("/access"));
        foreach (var text in new[] { "cleo", "developer", "invited", "until 2026-11-30", "github/organisation/share", "x1", "to be changed", "steward access apply" }) Assert.Contains(text, page);
    }
}
