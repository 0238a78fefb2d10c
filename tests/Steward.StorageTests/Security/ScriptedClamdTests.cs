using System.Text;
using Steward.Azure.Clamd;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;
using Steward.TestKit.Clamd;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>The adapter against what clamd does on bad days.</summary>
public sealed class ScriptedClamdTests
{
    private static readonly CancellationToken _never = CancellationToken.None;

    [Theory]
    [InlineData("stream: OK\0", ScanVerdict.Clean, null)]
    [InlineData("stream: Worm.X FOUND\0", ScanVerdict.Infected, null)]
    [InlineData("stream: FOUND FOUND\0", ScanVerdict.Infected, null)]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND\0", ScanVerdict.Unknown, "limits are exceeded")]
    [InlineData("stream: Can't allocate memory ERROR\0", ScanVerdict.Unknown, "Can't allocate memory ERROR")]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanVerdict.Unknown, "StreamMaxLength")]
    [InlineData("stream: \0", ScanVerdict.Unknown, "not understood")]
    [InlineData("stream:  FOUND\0", ScanVerdict.Unknown, "not understood")]
    [InlineData("stream: OK, I think\0", ScanVerdict.Unknown, "not understood")]
    [InlineData("OK\0", ScanVerdict.Unknown, "not understood")]
    [InlineData("\0", ScanVerdict.Unknown, "not understood")]
    public async Task Only_ok_is_clean(string answer, ScanVerdict expected, string? problem)
    {
        await using var clamd = new ScriptedClamd(ScriptedClamd.Answer(answer));
        using var antivirus = ClamdTests.Open(clamd.Address);

        var result = await antivirus.ScanAsync(new MemoryStream(new byte[1000]), _never);

        Assert.Equal(expected, result.Verdict);
        if (problem is null) Assert.Null(result.Problem);
        else Assert.Contains(problem, result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_content_arrives_as_it_is_in_chunks_with_lengths()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        byte[]? arrived = null;
        await using var clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            arrived = await ScriptedClamd.ReadStreamAsync(stream, stop);
            await stream.WriteAsync("stream: OK\0"u8.ToArray(), stop);
        });
        using var antivirus = ClamdTests.Open(clamd.Address);

        await antivirus.ScanAsync(new MemoryStream(content), _never);

        Assert.Equal(content, arrived);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stream: O")]
    [InlineData("stream: OK")]
    public async Task An_answer_that_is_cut_off_is_unavailable_and_never_clean(string answer)
    {
        await using var clamd = new ScriptedClamd(ScriptedClamd.Answer(answer));
        using var antivirus = ClamdTests.Open(clamd.Address);

        Assert.Equal(FailureKind.Unavailable, (await FailsAsync(antivirus)).Kind);
    }

    [Fact]
    public async Task A_connection_that_is_reset_midway_is_unavailable()
    {
        await using var clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[1000], stop);
            ScriptedClamd.Reset(stream);
        });
        using var antivirus = ClamdTests.Open(clamd.Address);

        Assert.Equal(FailureKind.Unavailable, (await FailsAsync(antivirus)).Kind);
    }

    [Fact]
    public async Task An_answer_given_before_all_was_sent_counts()
    {
        await using var clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[1000], stop);
            await stream.WriteAsync("INSTREAM size limit exceeded. ERROR\0"u8.ToArray(), stop);
        });
        using var antivirus = ClamdTests.Open(clamd.Address, maxBytes: 500_000_000);

        var result = await antivirus.ScanAsync(new MemoryStream(new byte[100_000_000]), _never);

        Assert.Equal(ScanVerdict.Unknown, result.Verdict);
    }

    [Fact]
    public async Task A_clamd_that_never_answers_is_unavailable_after_the_time_limit()
    {
        await using var clamd = new ScriptedClamd((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        using var antivirus = new ClamdAntivirus(new ClamdOptions { Address = clamd.Address, ScanTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);

        var failure = await FailsAsync(antivirus);

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("did not answer within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_is_cancelled_and_not_told_of_a_fault()
    {
        await using var clamd = new ScriptedClamd((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        using var antivirus = ClamdTests.Open(clamd.Address);
        using var left = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => antivirus.ScanAsync(new MemoryStream(new byte[10]), left.Token));
    }

    [Fact]
    public async Task An_answer_without_an_end_is_refused()
    {
        await using var clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            while (true) await stream.WriteAsync(new byte[1].Select(_ => (byte)'x').Concat(Encoding.ASCII.GetBytes(new string('y', 1000))).ToArray(), stop);
        });
        using var antivirus = ClamdTests.Open(clamd.Address);

        Assert.Contains("its answer has no end", (await FailsAsync(antivirus)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_connections_are_open_at_once_than_the_options_say()
    {
        var (open, most) = (0, 0);
        var gate = new Lock();
        await using var clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            var now = Interlocked.Increment(ref open);
            lock (gate) most = Math.Max(most, now);
            await ScriptedClamd.ReadStreamAsync(stream, stop);
            // Counted until just before the answer: only behind it may the adapter begin another scan.
            Interlocked.Decrement(ref open);
            await stream.WriteAsync("stream: OK\0"u8.ToArray(), stop);
        });
        using var antivirus = new ClamdAntivirus(new ClamdOptions { Address = clamd.Address, Connections = 2 }, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => antivirus.ScanAsync(new MemoryStream(new byte[100_000]), _never)));

        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData("ClamAV 1.4.6/27123/Mon Nov 23 08:00:00 2026\0", "1.4.6", "27123")]
    [InlineData("ClamAV 0.103.12\0", "0.103.12", null)]
    public async Task The_version_holds_engine_and_signatures(string answer, string version, string? signatures)
    {
        await using var clamd = new ScriptedClamd(ScriptedClamd.Answer(answer), version: null);
        using var antivirus = ClamdTests.Open(clamd.Address);

        Assert.Equal(new AntivirusEngine("ClamAV", version, signatures), await antivirus.IdentifyAsync(_never) with { SignaturesAt = null });
    }

    [Fact]
    public async Task Something_else_that_listens_there_is_not_taken_for_clamd()
    {
        await using var clamd = new ScriptedClamd(ScriptedClamd.Answer("HTTP/1.1 400 Bad Request\r\n\r\n\0"), version: null);
        using var antivirus = ClamdTests.Open(clamd.Address);

        var failure = await Assert.ThrowsAsync<StewardException>(() => antivirus.IdentifyAsync(_never));

        Assert.Contains("is not clamd", failure.Message, StringComparison.Ordinal);
    }

    private static Task<StewardException> FailsAsync(ClamdAntivirus antivirus) =>
        Assert.ThrowsAsync<StewardException>(() => antivirus.ScanAsync(new MemoryStream(new byte[500_000]), _never));
}
