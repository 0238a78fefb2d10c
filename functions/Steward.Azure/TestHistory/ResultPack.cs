using System.Text;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Azure.TestHistory;

/// <summary>
/// The results of a list of tests in one report, as bytes. Format 1: the byte 1; the run (commit: its bytes behind their number; report: 32
/// bytes; attempt, shard, shards, passed, not in order, skipped; branch and uploader: texts); then for each test of the list a byte (bits 0-1 the
/// outcome, bit 2 flaky, bit 3 a failure's digest follows), its duration in tenths of a millisecond, and the digest in 8 bytes, little endian.
/// Numbers are LEB128, texts UTF-8 behind their length. About 3 bytes a test and 80 a run.
/// </summary>
internal static class ResultPack
{
    private const byte Format = 1;
    private const int OutcomeBits = 0b11;
    private const int FlakyBit = 0b100;
    private const int DigestBit = 0b1000;
    private const double Units = 10_000;
    private const int MaxText = 200;

    public static byte[] Write(TestRun run, IEnumerable<TestResult> results)
    {
        var bytes = new MemoryStream(512);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        WriteRun(writer, run);
        foreach (var result in results) Write(writer, result);
        return bytes.ToArray();
    }

    /// <summary>The run, and the result at a place of the list. The run's time stands in the row's key.</summary>
    public static (TestRun Run, TestResult Result) Read(byte[] packed, int place, TestRun keys)
    {
        using var reader = new BinaryReader(new MemoryStream(packed), Encoding.UTF8);
        if (reader.ReadByte() is not Format and var other)
            throw StewardException.Invalid($"Results of {keys.Product} are kept in format {other}, which this version of Steward does not know. Use a newer one.");
        var run = ReadRun(reader, keys);
        for (var i = 0; i < place; i++) ReadResult(reader);
        return (run, ReadResult(reader));
    }

    private static void WriteRun(BinaryWriter writer, TestRun run)
    {
        var commit = Convert.FromHexString(run.Commit.ToString());
        writer.Write((byte)commit.Length);
        writer.Write(commit);
        writer.Write(Convert.FromHexString(run.Report));
        var counts = run.Counts;
        foreach (var number in (int[])[run.Attempt, run.Shard, run.Shards, counts.Passed, counts.NotInOrder, counts.Skipped]) writer.Write7BitEncodedInt(number);
        writer.Write(Texts.Clip(run.Branch ?? "", MaxText));
        writer.Write(Texts.Clip(run.Actor, MaxText));
    }

    private static TestRun ReadRun(BinaryReader reader, TestRun keys)
    {
        var commit = CommitSha.Parse(Convert.ToHexStringLower(reader.ReadBytes(reader.ReadByte())));
        var report = Convert.ToHexStringLower(reader.ReadBytes(32));
        int Next() => reader.Read7BitEncodedInt();
        var (attempt, shard, shards, passed, bad, skipped) = (Next(), Next(), Next(), Next(), Next(), Next());
        var (branch, actor) = (reader.ReadString(), reader.ReadString());
        return keys with
        {
            Commit = commit, Attempt = attempt, Report = report, Shard = shard, Shards = shards,
            Branch = branch.Length == 0 ? null : branch, Actor = actor, Counts = new RunCounts(passed, bad, 0, skipped, 0, 0),
        };
    }

    private static void Write(BinaryWriter writer, TestResult result)
    {
        var digest = result.Failure == 0 ? 0 : DigestBit;
        writer.Write((byte)((int)result.Outcome | (result.Flaky ? FlakyBit : 0) | digest));
        writer.Write7BitEncodedInt64((long)Math.Round(result.Seconds * Units));
        if (digest != 0) writer.Write(result.Failure);
    }

    private static TestResult ReadResult(BinaryReader reader)
    {
        var bits = reader.ReadByte();
        var seconds = reader.Read7BitEncodedInt64() / Units;
        var failure = (bits & DigestBit) == 0 ? 0 : reader.ReadUInt64();
        return new TestResult((TestOutcome)(bits & OutcomeBits), seconds, (bits & FlakyBit) != 0, failure);
    }
}
