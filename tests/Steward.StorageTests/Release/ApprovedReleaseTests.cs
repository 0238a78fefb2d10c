using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Passports;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Releases;
using Xunit;
using static Steward.StorageTests.Release.ReleasingTeam;

namespace Steward.StorageTests.Release;

public sealed class ApprovedReleaseTests
{
    private const string Policy = "approvals: {count: 2}, instructions: {file: docs/release.md}";
    private const string Items = "# Release\n\n- [ ] Write the notes {#notes}\n- [ ] Announce it {#announce after=notes level=administer}\n";

    [Fact]
    public async Task A_release_is_missing_until_people_have_approved_it_and_done_what_is_to_be_done_and_then_has_a_passport()
    {
        await using var team = await CreateAsync();
        var change = await team.PushAsync("v1", Policy, Items);
        var asked = await team.ReleaseAsync("v1");
        Assert.Equal((Verdict.Missing, false), (asked.Verdict!.Value, asked.HasPassport));
        Assert.Equal(Verdict.Pass, At(asked.Tree, "release/head").Verdict);
        Assert.Equal((Verdict.Missing, Verdict.Missing), (At(asked.Tree, "release/approvals").Verdict, At(asked.Tree, "release/instructions/notes").Verdict));

        foreach (var caller in new[] { Bob, new Caller("token:ADA", AccessLevel.Administer) }) await team.Interventions.ApproveAsync(change, caller, CancellationToken.None);
        await DoAsync(team, change, "notes", Bob);
        var half = await team.ReleaseAsync("v1");
        Assert.StartsWith($"1 of 2 approvals of {change.Commit.Abbreviated} (bob).", At(half.Tree, "release/approvals").Reason, StringComparison.Ordinal);
        Assert.EndsWith($"ada pushed {change.Commit.Abbreviated}, which is part of this release.", At(half.Tree, "release/approvals/ADA").Reason, StringComparison.Ordinal);

        await team.Interventions.ApproveAsync(change, Cem, CancellationToken.None);
        await DoAsync(team, change, "announce", Cem);
        var passed = await team.ReleaseAsync("v1");
        Assert.True(passed.Verdict == Verdict.Pass, passed.Reason);
        Assert.True(passed.HasPassport);
        var reading = await VerifyAsync(team, "v1");
        Assert.True(reading.IsValid, reading.Checks.FirstOrDefault(c => !c.Holds)?.Detail);
        Assert.Empty(reading.Statement!.Predicate.Waivers!);
    }

    [Fact]
    public async Task Nothing_is_carried_over_to_the_next_commit()
    {
        await using var team = await CreateAsync();
        var first = await team.PushAsync("v1", Policy.Replace("count: 2", "count: 1", StringComparison.Ordinal), Items);
        await team.Interventions.ApproveAsync(first, Bob, CancellationToken.None);
        await DoAsync(team, first, "notes", Bob);
        await team.PushAsync("v2", Policy.Replace("count: 2", "count: 1", StringComparison.Ordinal), Items);
        var second = await team.ReleaseAsync("v2");
        Assert.Equal(Verdict.Missing, At(second.Tree, "release/instructions/notes").Verdict);
        Assert.Contains($"Approvals of older commits do not count for a new one: github:bob of {first.Commit.Abbreviated}.", At(second.Tree, "release/approvals").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_is_given_once_a_day_taken_back_and_given_again()
    {
        await using var team = await CreateAsync();
        var change = await team.PushAsync("v1", "approvals: {}");
        await Assert.ThrowsAsync<StewardException>(() => team.Interventions.WithdrawAsync(change, Bob, CancellationToken.None));
        var given = await team.Interventions.ApproveAsync(change, Bob, CancellationToken.None);
        Assert.Equal(given.Index, (await team.Interventions.ApproveAsync(change, Bob, CancellationToken.None)).Index);
        Assert.Equal(("github:bob", "approve"), ((string)given.Evidence.Details!["by"]!, (string)given.Evidence.Details["level"]!));
        Assert.Equal(Verdict.Pass, await ApprovalsAsync(team));

        var withdrawn = await team.Interventions.WithdrawAsync(change, new Caller("token:Bob", AccessLevel.Approve), CancellationToken.None);
        Assert.Equal(withdrawn.Index, (await team.Interventions.WithdrawAsync(change, Bob, CancellationToken.None)).Index);
        Assert.Equal(Verdict.Missing, await ApprovalsAsync(team));
        Assert.NotEqual(given.Index, (await team.Interventions.ApproveAsync(change, Bob, CancellationToken.None)).Index);
        Assert.Equal(Verdict.Pass, await ApprovalsAsync(team));
    }

    [Fact]
    public async Task What_is_asked_and_answered_at_the_desk()
    {
        await using var team = await CreateAsync();
        var change = await team.PushAsync("v1", Policy, Items);
        Assert.Equal(["notes Missing", "announce Missing"], (await team.Desk.ListAsync(change, CancellationToken.None)).Items.Select(i => $"{i.Id} {i.Verdict}"));
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<StewardException>(() => DoAsync(team, change, "announce", Cem))).Kind);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => DoAsync(team, change, "dance", Cem))).Kind);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => DoAsync(team, change, "notes", Cem, undo: true))).Kind);
        var said = await DoAsync(team, change, "notes", Bob);
        Assert.Equal(said.Index, (await DoAsync(team, change, "notes", Cem)).Index);
        Assert.Equal(FailureKind.Forbidden, (await Assert.ThrowsAsync<StewardException>(() => DoAsync(team, change, "announce", Bob))).Kind);
        await DoAsync(team, change, "announce", Cem);
        Assert.True((await team.Desk.ListAsync(change, CancellationToken.None)).IsDone);
        await DoAsync(team, change, "notes", Bob, undo: true);
        Assert.Equal(["notes Missing", "announce Missing"], (await team.Desk.ListAsync(change, CancellationToken.None)).Items.Select(i => $"{i.Id} {i.Verdict}"));
    }

    [Fact]
    public async Task What_would_be_is_answered_and_nothing_at_all_is_written()
    {
        await using var team = await CreateAsync();
        var change = await team.PushAsync("v1", Policy, Items);
        Assert.Equal(Verdict.Missing, (await team.ReleaseAsync("v1")).Verdict); // what code is not processed yet is processed then
        await team.World.ReopenedAsync(change);
        var before = await team.StoredAsync();

        var preview = team.World.Get<ReleasePreview>();
        string[] phrases = ["approved by bob", "approved by cem as administer", "done notes", "done announce"];
        var supposed = await preview.JudgeAsync(change, "v1", phrases, CancellationToken.None);
        Assert.Equal((Verdict.Missing, Verdict.Pass), (supposed.Now.Verdict, supposed.Then.Verdict));
        Assert.Contains(supposed.Changed, c => c is { Path: "release v1/release/instructions/announce", Was: Verdict.Missing, Verdict: Verdict.Pass });
        Assert.Contains("assumed:bob approved", At(supposed.Then, "release/approvals/bob").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, At(supposed.Now, "release/tag").Verdict);
        Assert.Equal(Verdict.NotNeeded, At((await preview.JudgeAsync(change, null, ["waived release/approvals"], CancellationToken.None)).Then, "release/tag").Verdict);
        await Assert.ThrowsAsync<StewardException>(() => preview.JudgeAsync(change, "v1", ["done nothing"], CancellationToken.None));

        Assert.Equal(before, await team.StoredAsync());
    }

    [Fact]
    public async Task Nodes_of_a_release_can_be_waived_and_the_passport_lists_by_which_waivers_it_was_let_through()
    {
        await using var team = await CreateAsync();
        var change = await team.PushAsync("rel/1", Policy, Items);
        var record = await team.World.RecordAsync(change);
        var until = TimeProvider.System.GetUtcNow().AddDays(2);
        async Task<string> WaiveAsync(string path) =>
            Waiver.From((await team.Interventions.WaiveAsync(record, new(path, "tonight only", until), Bob, CancellationToken.None)).Evidence)!.Path;

        Assert.Equal("release/approvals", await WaiveAsync("release/approvals")); // as it would be: nothing was decided yet
        Assert.Equal(Verdict.Missing, (await team.ReleaseAsync("rel/1")).Verdict);
        Assert.Equal("release/instructions/announce", await WaiveAsync("release rel/1/release/instructions/announce"));
        foreach (var wrong in new[] { "release rel/1", "release/instructions/dance", "release rel/2/release/tag" })
            await Assert.ThrowsAsync<StewardException>(() => WaiveAsync(wrong));
        await OfProductAsync(team, "release/instructions/notes", until);
        var passed = await team.ReleaseAsync("rel/1");
        Assert.True(passed.Verdict == Verdict.Waived, passed.Reason);

        var reading = await VerifyAsync(team, "rel/1");
        Assert.True(reading.IsValid, reading.Checks.FirstOrDefault(c => !c.Holds)?.Detail);
        Assert.Equal(["release/approvals", "release/instructions/announce", "release/instructions/notes"], reading.Statement!.Predicate.Waivers!.Select(w => w.Path).Order(StringComparer.Ordinal));
        Assert.All(reading.Statement.Predicate.Waivers!, w => Assert.Contains(reading.Statement.Predicate.Materials, m => m.Index == w.Index));
    }

    private static Task OfProductAsync(ReleasingTeam team, string path, DateTimeOffset until) => team.World.AppendAsync(team.Product, new Evidence
    {
        Id = Digest.Sha256(path), Time = TimeProvider.System.GetUtcNow(), Actor = "token:cem", Kind = Waiver.Kind, Subject = Subject.Product(team.Product),
        Outcome = EvidenceOutcome.Info, Details = new Waiver(path, until, "token:cem", "for every release until then").ToDetails(),
    });

    private static Task<LedgerEntry> DoAsync(ReleasingTeam team, ChangeId change, string item, Caller caller, bool undo = false) =>
        team.Desk.SayAsync(change, new InstructionSaid(item, undo), caller, CancellationToken.None);

    private static async Task<Verdict> ApprovalsAsync(ReleasingTeam team) => At((await team.ReleaseAsync("v1")).Tree, "release/approvals").Verdict;

    private static async Task<PassportReading> VerifyAsync(ReleasingTeam team, string tag) => PassportVerifier.Verify(
        (await team.World.Get<ReleaseReader>().PassportAsync(team.Product, tag, CancellationToken.None))!, NoteKey.Of(team.World.Get<ISigner>()));
}
