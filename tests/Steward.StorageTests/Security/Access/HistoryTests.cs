using System.Net.Http.Json;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>What somebody could do on a day, and how the ledger knows it; what becomes of a review that nobody finishes.</summary>
public sealed class HistoryTests
{
    private static readonly string Raised = OrganisationWorld.File.Replace("bob: {positions: [developer]", "bob: {positions: [head]", StringComparison.Ordinal);

    [Fact]
    public async Task What_the_file_gave_and_nobody_had_approved_yet_was_not_there_yet()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.ApproveAsync("ada");
        await world.RunAsync();
        await world.PushAsync(Raised);
        await world.RunAsync();
        var waiting = await CouldAsync(world, "bob");
        Assert.Equal(["level approve notYet", "organisation member notYet", "repository push inPlace", "team member inPlace"], States(waiting));
        Assert.Contains(waiting.Known, k => k.Contains("github:ada", StringComparison.Ordinal) || k.Contains("had approved the file of", StringComparison.Ordinal));
        Assert.StartsWith("access.planned of 2026-11-23", waiting.Known[0], StringComparison.Ordinal);
        var then = world.Web.Clock.GetUtcNow();

        await world.ApproveAsync("ada");
        await world.RunAsync();
        Assert.Equal(["level administer inPlace", "organisation admin inPlace", "repository push inPlace", "team member inPlace"], States(await CouldAsync(world, "bob")));
        var before = await CouldAsync(world, "bob", then);
        Assert.Equal(States(waiting), States(before));
        Assert.Contains(before.Known, k => k.StartsWith("The next is access.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_position_gave_any_more_was_there_until_it_was_taken()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.RunAsync();
        await world.PushAsync(OrganisationWorld.File.Replace("bob: {positions: [developer]", "bob: {leaves: 2026-11-20, positions: [developer]", StringComparison.Ordinal));
        await world.RunAsync();
        var answer = await CouldAsync(world, "bob");
        Assert.Equal(["organisation member still", "repository push still", "team member still"], States(answer));
        await world.ApproveAsync("ada");
        await world.RunAsync();
        Assert.Empty((await CouldAsync(world, "bob")).Grants);
    }

    [Fact]
    public async Task While_a_newer_file_could_not_be_used_the_one_before_counts_and_the_answer_says_so()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.RunAsync();
        await world.PushAsync("version: 1\npeople: nobody\n");
        for (var i = 0; i < 3; i++) await world.RunAsync();
        Assert.Single(await world.EvidenceAsync(), e => e.Kind == AccessEvidence.Unusable);
        var broken = await CouldAsync(world, "bob");
        Assert.Equal(4, broken.Grants.Count);
        Assert.Contains(broken.Known, k => k.Contains("could not be used", StringComparison.Ordinal));
        await world.PushAsync(Raised);
        await world.RunAsync();
        Assert.DoesNotContain((await CouldAsync(world, "bob")).Known, k => k.Contains("could not be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Temporary_levels_that_ended_and_deputies_of_then_are_told_with_their_days()
    {
        var file = OrganisationWorld.File
            .Replace("bob: {positions: [developer]", "bob: {temporary: [{level: owner, until: 2026-11-24, reason: migration}], positions: [developer]", StringComparison.Ordinal)
            .Replace("ada: {positions: [head]", "ada: {absent: {from: 2026-11-26, until: 2026-11-27, deputy: bob}, positions: [head]", StringComparison.Ordinal);
        await using var world = await AccessWorld.StartAsync(file);
        await world.ApproveAsync("ada");
        await world.RunAsync();
        for (var day = 0; day < 6; day++)
        {
            world.Web.Clock.Advance(TimeSpan.FromDays(1));
            await world.RunAsync();
        }

        string Because(CouldAnswer answer) => string.Join("; ", answer.Grants.Where(g => g.Kind == "organisation").SelectMany(g => g.Because).Select(b => b.Sentence));
        var temporary = await CouldAsync(world, "bob", new DateTimeOffset(2026, 11, 24, 23, 59, 0, TimeSpan.Zero));
        Assert.Equal("level owner until 2026-11-24: migration", Because(temporary));
        var after = await CouldAsync(world, "bob", new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal("position developer (level engineer)", Because(after));
        var deputy = await CouldAsync(world, "bob", new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
        Assert.StartsWith("deputy of ada until 2026-11-27", Because(deputy), StringComparison.Ordinal);
        Assert.Equal("position developer (level engineer)", Because(await CouldAsync(world, "bob", new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero))));
    }

    [Fact]
    public async Task Lines_that_are_open_when_a_review_is_over_are_named_and_what_was_revoked_goes_along_into_the_next()
    {
        await using var world = await AccessWorld.StartAsync();
        await OpenAsync(world);
        using var ada = await world.PersonAsync("ada");
        var review = (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        var bobs = review.Lines.Single(l => l.Line.Person == "bob").Line.Id;
        (await ada.PostAsJsonAsync("/api/access/review/revoke", new ReviewSaid(bobs))).EnsureSuccessStatusCode();
        await OpenAsync(world);
        Assert.DoesNotContain(await world.EvidenceAsync(), e => e.Kind == ReviewEvidence.Overdue);

        world.Web.Clock.Advance(ReviewSheet.Patience + TimeSpan.FromHours(1));
        for (var i = 0; i < 2; i++) await OpenAsync(world);
        var overdue = Assert.Single(await world.EvidenceAsync(), e => e.Kind == ReviewEvidence.Overdue);
        Assert.Equal(EvidenceOutcome.Fail, overdue.Outcome);
        Assert.Contains("revoked it, and it is still there", overdue.Summary, StringComparison.Ordinal);
        Assert.Contains("alan (owner)", overdue.Summary, StringComparison.Ordinal);

        world.Web.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal("2027-Q1", await OpenAsync(world));
        using var later = await world.PersonAsync("ada");
        var next = (await later.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        Assert.Contains("in 2026-Q4, and it is still there", next.Lines.Single(l => l.Line.Person == "bob").Line.Revoked, StringComparison.Ordinal);
        Assert.All(next.Lines.Where(l => l.Line.Person != "bob"), l => Assert.Null(l.Line.Revoked));

        // Nobody answers: another quarter on it is still known who said so.
        world.Web.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal("2027-Q2", await OpenAsync(world));
        using var last = await world.PersonAsync("ada");
        Assert.Contains("in 2026-Q4", (await last.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!.Lines.Single(l => l.Line.Person == "bob").Line.Revoked, StringComparison.Ordinal);
    }

    private static Task<string?> OpenAsync(AccessWorld world) => world.ActAsync<OpenAccessReview, ScheduledRun, string?>(new ScheduledRun(world.Web.Clock.GetUtcNow()));

    private static Task<CouldAnswer> CouldAsync(AccessWorld world, string name, DateTimeOffset? at = null) =>
        world.Web.Get<AccessDesk>().CouldAsync(name, at ?? world.Web.Clock.GetUtcNow(), CancellationToken.None);

    private static IEnumerable<string> States(CouldAnswer answer) => answer.Grants.Select(g => $"{g.Kind} {g.Right} {g.State}").Order(StringComparer.Ordinal);
}
