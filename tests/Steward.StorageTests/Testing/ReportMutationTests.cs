using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>Reports of real tools, damaged in ways that repeat: every one is answered, soon, and counts stay sensible.</summary>
public sealed class ReportMutationTests
{
    private const int Mutations = 400;

    public static TheoryData<string> Fixtures => ReportFixtureTests.Fixtures;

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Damaged_reports_are_answered(string file)
    {
        var whole = ReportFixtures.Bytes(file);
        Busy.AtMost(60, () =>
        {
            for (var seed = 0; seed < Mutations; seed++) Check(Damage(whole, new Random(seed)), $"{file}, seed {seed}");
        });
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_report_cut_anywhere_is_never_taken_for_whole(string file)
    {
        var whole = ReportFixtures.Bytes(file);
        var end = whole.AsSpan().TrimEnd(" \t\r\n"u8).Length;
        var (tests, step) = (ReportFixtures.Read(file).Counts.Tests, Math.Max(1, end / 1500));
        for (var length = 0; length < end; length += step)
        {
            var read = Check(whole[..length], $"{file}, {length} bytes");
            // TAP has no mark at its end: behind the last announced test nothing is known to be missing.
            var isWhole = read.Problem is null && !(read.Format == "TAP" && read.Counts.Tests == tests);
            Assert.False(isWhole || read.Counts.Tests > tests, $"{file}, {length} bytes: {read.Counts.Tests} tests, {read.Problem}");
        }
    }

    private static TestReport Check(byte[] bytes, string which)
    {
        var report = ReportReader.Read(new MemoryStream(bytes));
        var counts = report.Counts;
        int[] all = [counts.Suites, counts.Passed, counts.Failed, counts.Errored, counts.Skipped, counts.Flaky, counts.UniqueTests];
        Assert.True(all.All(n => n >= 0) && counts.Runs >= counts.Tests && counts.Tests >= counts.UniqueTests, which);
        Assert.True(counts.Tests == report.Cases.Count && double.IsFinite(counts.DurationSeconds) && counts.DurationSeconds >= 0, which);
        Assert.True(report.Format is not null || report.Problem is not null, which);
        return report;
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (var times = random.Next(1, 6); times > 0; times--) Damage(bytes, random);
        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        if (bytes.Count < 2) return;
        var at = random.Next(bytes.Count);
        var length = random.Next(1, Math.Min(40, bytes.Count - at + 1));
        switch (random.Next(6))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveRange(at, length); break;
            case 2: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
            case 3: bytes.RemoveRange(at, bytes.Count - at); break;
            case 4: bytes.InsertRange(at, Enumerable.Repeat((byte)"<>&\"'\0\u00ff{}[]/"[random.Next(11)], length)); break;
            default: bytes.Reverse(at, Math.Min(length, bytes.Count - at)); break;
        }
    }
}
