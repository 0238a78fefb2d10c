using Steward.Stages.Security.Access.Plans;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>Access by position on GitHub, over HTTP.</summary>
public sealed class GitHubGrantsTests : IAsyncLifetime
{
    private OrganisationWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await OrganisationWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_plan_makes_no_writing_call_whatever_it_finds()
    {
        _world.Organisation.Member("mallory").Teams["platform"].Members["mallory"] = "member";
        var plan = await _world.PlanAsync(OrganisationWorld.File + "  cleo: {positions: [developer], accounts: {github: nobody}}");
        Assert.NotEmpty(plan.Changes);
        Assert.True(_world.GitHub.Calls.Count > 8, "the organisation was read");
        Assert.Empty(_world.Writes);
        _world.GitHub.AssertNothingUnexpected();
    }

    [Fact]
    public async Task A_joiner_is_invited_once_and_everything_is_in_place_after_the_invitation_is_accepted()
    {
        _world.Organisation.Account("Cleo-X");
        var file = OrganisationWorld.File + "  cleo: {positions: [developer], accounts: {github: cleo-x}}";
        Assert.Equal(2, (await _world.ApplyAsync(file)).Changes.Count);
        var again = await _world.ApplyAsync(file);
        Assert.Empty(again.Changes);
        Assert.Equal(["pending", "pending", "waits"], again.Notes.Select(n => n.Kind).Order(StringComparer.Ordinal));
        _world.Organisation.Accept("cleo-x");
        Assert.Equal(["github repository acme/app: Cleo-X gets push"], (await _world.ApplyAsync(file)).Changes.Select(PlanText.Line));
        Assert.Equal(PlanVerdict.InPlace, (await _world.PlanAsync(file)).Verdict);
        Assert.Single(_world.GitHub.Calls, c => c is { Method: "PUT", Path: "/orgs/acme/memberships/Cleo-X" });
    }

    [Fact]
    public async Task A_leaver_is_out_of_everything_and_a_second_run_changes_nothing()
    {
        var file = OrganisationWorld.File.Replace("  bob: {positions", "  bob: {leaves: 2020-01-01, positions", StringComparison.Ordinal);
        var plan = await _world.ApplyAsync(file);
        Assert.Equal(3, plan.Changes.Count);
        Assert.False(_world.Organisation.Members.ContainsKey("bob"));
        foreach (var change in plan.Free) await _world.Plans.Find("github").ApplyAsync(change, CancellationToken.None); // what is gone is done
        Assert.Equal(PlanVerdict.InPlace, (await _world.PlanAsync(file)).Verdict);
    }

    [Fact]
    public async Task Many_members_come_page_by_page_and_removing_them_is_held()
    {
        for (var i = 0; i < 230; i++) _world.Organisation.Member($"m{i:D3}");
        var plan = await _world.PlanAsync();
        Assert.Equal(230, plan.Changes.Count(c => c.Kind == "organisation"));
        Assert.Equal(["github/organisation/number", "github/organisation/share"], plan.Brakes.Select(b => b.Key).Order(StringComparer.Ordinal));
        Assert.Empty(plan.Free);
    }

    [Fact]
    public async Task A_renamed_account_is_found_by_its_number()
    {
        Assert.Equal(9003, _world.Organisation.Accounts["bob"]);
        _world.Organisation.Rename("bob", "robert");
        var plan = await _world.PlanAsync();
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n is { Kind: "renamed", Subject: "bob" });
    }

    [Fact]
    public async Task A_deleted_account_is_told_and_nothing_is_sent_to_it()
    {
        var plan = await _world.ApplyAsync(OrganisationWorld.File + "  cleo: {positions: [developer], accounts: {github: ghosted}}");
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n is { Kind: "gone", Subject: "cleo" });
        Assert.Empty(_world.Writes);
    }

    [Fact]
    public async Task A_team_that_is_gone_hides_nothing_else_and_is_left_alone()
    {
        _world.Organisation.Teams.TryRemove("platform", out _);
        _world.Organisation.Repositories["acme/app"].Direct["bob"] = "pull";
        var plan = await _world.PlanAsync();
        Assert.Equal(["github repository acme/app: bob is raised from pull to push"], plan.Changes.Select(PlanText.Line));
        Assert.Contains(plan.Notes, n => n is { Kind: "unread", Subject: "acme/platform" });
    }

    [Theory]
    [InlineData(403, "{\"message\":\"Resource not accessible by integration\"}", "does not allow")]
    [InlineData(500, "{}", "could not serve")]
    [InlineData(0, "{}", "does not answer")]
    public async Task An_organisation_that_cannot_be_read_is_unknown(int status, string body, string says)
    {
        _world.GitHub.FailNext(status, times: 20, body: body, pathPart: "/orgs/acme/members");
        var plan = await _world.PlanAsync();
        Assert.Equal(PlanVerdict.Unknown, plan.Verdict);
        Assert.Empty(plan.Changes);
        Assert.Contains(says, Assert.Single(plan.Notes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_of_a_team_below_are_not_taken_out_of_the_team_above()
    {
        _world.Organisation.Member("dan").Repositories["acme/app"].Direct["dan"] = "push";
        _world.Organisation.Teams["core"] = new FakeTeam { Parent = "platform" };
        _world.Organisation.Teams["core"].Members["dan"] = "member";
        var plan = await _world.PlanAsync();
        Assert.DoesNotContain(plan.Changes, c => c.Kind == "team");
        Assert.Contains(plan.Notes, n => n is { Kind: "inherited", Subject: "dan" });
    }

    [Fact]
    public async Task A_right_that_a_team_makes_stronger_is_told_with_the_team_and_not_lowered_every_time()
    {
        _world.Organisation.Repositories["acme/app"].Teams["platform"] = "maintain";
        for (var run = 0; run < 2; run++)
        {
            var plan = await _world.ApplyAsync();
            Assert.Equal(PlanVerdict.InPlace, plan.Verdict);
            var note = Assert.Single(plan.Notes);
            Assert.Equal(("inherited", "bob"), (note.Kind, note.Subject));
            Assert.Contains("bob has maintain at acme/app through the team acme/platform, and push by position", note.Sentence, StringComparison.Ordinal);
        }

        Assert.Empty(_world.Writes);
        _world.GitHub.AssertNothingUnexpected();
    }

    [Fact]
    public async Task What_everybody_may_do_in_the_organisation_is_told_too()
    {
        _world.Organisation.BasePermission = "admin";
        Assert.Contains("the base permission of acme", Assert.Single((await _world.ApplyAsync()).Notes).Sentence, StringComparison.Ordinal);
        Assert.Empty(_world.Writes);
    }

    [Fact]
    public async Task A_right_of_ones_own_that_is_more_than_a_team_gives_is_lowered()
    {
        _world.Organisation.Repositories["acme/app"].Teams["platform"] = "maintain";
        _world.Organisation.Repositories["acme/app"].Direct["bob"] = "admin";
        Assert.Equal(["github repository acme/app: bob is lowered from admin to push"], (await _world.ApplyAsync()).Changes.Select(PlanText.Line));
        Assert.Equal("push", _world.Organisation.Repositories["acme/app"].Direct["bob"]);
        Assert.Equal(PlanVerdict.InPlace, (await _world.PlanAsync()).Verdict);
    }

    [Fact]
    public async Task A_secondary_limit_is_waited_out()
    {
        _world.Organisation.Teams["platform"].Members.TryRemove("bob", out _);
        _world.GitHub.FailNext(403, new Dictionary<string, string> { ["Retry-After"] = "1" }, body: "{\"message\":\"You have exceeded a secondary rate limit\"}", pathPart: "/memberships/");
        await _world.ApplyAsync();
        Assert.True(_world.Organisation.Teams["platform"].Members.ContainsKey("bob"));
    }

    [Fact]
    public async Task A_refused_change_says_why()
    {
        _world.Organisation.Teams["platform"].Members.TryRemove("bob", out _);
        _world.GitHub.FailNext(422, body: "{\"message\":\"Validation Failed: cannot add\"}", pathPart: "/memberships/");
        var refusal = await Assert.ThrowsAsync<Steward.Kernel.StewardException>(() => _world.ApplyAsync());
        Assert.Equal(Steward.Kernel.FailureKind.Invalid, refusal.Kind);
        Assert.Contains("cannot add", refusal.Message, StringComparison.Ordinal);
    }
}
