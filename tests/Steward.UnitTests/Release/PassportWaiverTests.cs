using Steward.Gates;
using Steward.Ledger.Notes;
using Steward.Passports;
using Steward.TestKit.Passports;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class PassportWaiverTests
{
    private static readonly DateTimeOffset Decided = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_waived_is_covered_by_a_listed_waiver_whose_evidence_is_in_the_ledger() =>
        Assert.Equal("1 waiver is listed, in the ledger, and covers all that was waived.", Waivers(await VerifyAsync(right => [right]), true));

    [Fact]
    public async Task A_passport_from_before_waivers_were_listed_is_held_against_its_evidence() => Waivers(await VerifyAsync(_ => null), true);

    [Fact]
    public async Task A_waiver_that_is_not_listed_is_named_by_the_node_that_it_bears() =>
        Assert.Equal("release/approvals was waived by token:ada, but no such waiver is listed that covers it.", Waivers(await VerifyAsync(_ => []), false));

    [Fact]
    public async Task An_exception_that_stands_in_the_policy_needs_no_waiver() => Waivers(await VerifyAsync(_ => [], waivedBy: null), true);

    [Fact]
    public async Task A_waiver_of_somebody_else_does_not_bear_it() =>
        Assert.Equal("release/approvals was waived by token:bob, but no such waiver is listed that covers it.", Waivers(await VerifyAsync(right => [right], waivedBy: "token:bob"), false));

    public static TheoryData<string> Changes => ["path", "by", "until", "reason", "index", "nothing"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_waiver_that_is_listed_otherwise_than_the_ledger_has_it_is_refused(string what)
    {
        var reading = await VerifyAsync(right => what switch
        {
            "path" => [right with { Path = "release" }],
            "by" => [right with { By = "token:bob" }],
            "until" => [right with { Until = right.Until.AddDays(1) }],
            "reason" => [right with { Reason = "for ever" }],
            "index" => [right with { Index = 1 }],
            _ => [null!],
        });
        Assert.Matches("is not what entry [01] of the ledger says|says nothing", Waivers(reading, false));
    }

    [Theory]
    [InlineData("testing", 1, "release/approvals was waived by token:ada, but no such waiver is listed that covers it.")]
    [InlineData("release/appro", 1, "release/approvals was waived by token:ada, but no such waiver is listed that covers it.")]
    [InlineData("release/approvals", -1, "The waiver of release/approvals by token:ada did not hold when the release was decided.")]
    public async Task A_waiver_that_does_not_cover_or_had_ended_is_refused(string path, int days, string expected) =>
        Assert.Equal(expected, Waivers(await VerifyAsync(right => [right], new Waiver(path, Decided.AddDays(days), "token:ada", "tonight only")), false));

    private static string Waivers(PassportReading reading, bool holds)
    {
        Assert.Equal(holds, reading.IsValid);
        Assert.All(reading.Checks, c => Assert.True(c.Holds || c.Name == "waivers", c.Detail));
        return Assert.Single(reading.Checks, c => c.Name == "waivers").Detail;
    }

    private static async Task<PassportReading> VerifyAsync(Func<PassportWaiver, IReadOnlyList<PassportWaiver>?> listed, Waiver? granted = null, string? waivedBy = "token:ada")
    {
        using var signer = new TestKey();
        return PassportVerifier.Verify(await SignedPassport.WaivedAsync(signer, listed, granted, waivedBy), NoteKey.Of(signer));
    }
}
