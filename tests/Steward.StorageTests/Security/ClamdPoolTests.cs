using Microsoft.Extensions.Time.Testing;
using Steward.Azure.Clamd;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Several daemons as one scanner: one of them is always well, or all are told of.</summary>
public sealed class ClamdPoolTests(ClamdFixture clamd) : IClassFixture<ClamdFixture>
{
    private const string Version = "ClamAV 1.4.6/27123/Mon Nov 23 08:00:00 2026\0";
    private static readonly CancellationToken _never = CancellationToken.None;

    [Fact]
    public async Task A_daemon_killed_in_the_middle_of_a_stream_hands_the_scan_to_the_next()
    {
        await using var dying = await ClamdDaemon.StartAsync();
        using var pool = Open(dying.Address, clamd.Daemon.SocketAddress);
        var opened = 0;
        var content = ScanContent.Of(_ => Task.FromResult<Stream>(new KillingStream(Archives.Zip([.. new byte[500_000], .. Eicar.Bytes]), ++opened == 1 ? dying.KillAsync : null)));

        var result = await pool.ScanAsync(content, _never);

        Assert.Equal((ScanVerdict.Infected, ClamdDaemon.Signature, 2), (result.Verdict, result.Signature, opened));
        Assert.Equal([false, true], pool.States.Select(s => s.Answers));
        Assert.NotNull(pool.States[0].Problem);
        Assert.Equal(ScanVerdict.Clean, (await pool.ScanAsync(new MemoryStream(new byte[10]), _never)).Verdict);
    }

    [Fact]
    public async Task When_all_are_away_it_is_unavailable_and_each_is_named()
    {
        var (first, second) = ($"127.0.0.1:{Azurite.FreePort()}", $"tcp://127.0.0.1:{Azurite.FreePort()}");
        using var pool = Open(first, second);

        var scan = await Assert.ThrowsAsync<StewardException>(() => pool.ScanAsync(new MemoryStream(Eicar.Bytes), _never));
        var asked = await Assert.ThrowsAsync<StewardException>(() => pool.IdentifyAsync(_never));

        Assert.All([scan, asked], failure =>
        {
            Assert.Equal(FailureKind.Unavailable, failure.Kind);
            Assert.Contains(first, failure.Message, StringComparison.Ordinal);
            Assert.Contains(second, failure.Message, StringComparison.Ordinal);
        });
        Assert.All(pool.States, s => Assert.False(s.Answers));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\0", "stream: OK\0")]
    [InlineData(Version, "HTTP/1.1 400 Bad Request\0")]
    [InlineData(Version, "stream: Can't allocate memory ERROR\0")]
    [InlineData(Version, "COMMAND READ TIMED OUT\0")]
    [InlineData(Version, "")]
    public async Task Nonsense_overload_and_silence_are_not_believed_while_another_answers(string version, string scan)
    {
        await using var sick = new ScriptedClamd(ScriptedClamd.Answer(scan), version);
        using var pool = Open(sick.Address, clamd.Daemon.Address);

        var result = await pool.ScanAsync(new MemoryStream(Eicar.Bytes), _never);

        Assert.Equal(ScanVerdict.Infected, result.Verdict);
        Assert.Equal([false, true], pool.States.Select(s => s.Answers));
    }

    [Fact]
    public async Task A_daemon_that_takes_its_time_or_takes_nothing_is_left()
    {
        await using var slow = new ScriptedClamd((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        using var pool = new ClamdAntivirus(new ClamdOptions { Address = $"{slow.Address},{clamd.Daemon.Address}", ChunkTimeout = TimeSpan.FromMilliseconds(300), ScanTimeout = TimeSpan.FromSeconds(20), MaxScanBytes = 100_000_000 }, TimeProvider.System);

        // More than the buffers of both ends hold, so that sending stops.
        var result = await pool.ScanAsync(new MemoryStream(new byte[30_000_000]), _never);

        Assert.Equal(ScanVerdict.Unknown, result.Verdict);
        Assert.Contains("did not take a chunk within 0.3 s", pool.States[0].Problem, StringComparison.Ordinal);
        Assert.True(pool.States[1].Answers);
    }

    [Fact]
    public async Task What_can_be_read_only_once_is_not_handed_to_a_second_daemon_half_read()
    {
        await using var sick = new ScriptedClamd(ScriptedClamd.Answer(""));
        using var pool = Open(sick.Address, clamd.Daemon.Address);
        using var once = new KillingStream(Eicar.Bytes, null);

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => pool.ScanAsync(once, _never))).Kind);
    }

    [Fact]
    public async Task Content_that_cannot_be_read_is_no_fault_of_a_daemon()
    {
        using var pool = Open(clamd.Daemon.Address);
        var content = ScanContent.Of(_ => Task.FromResult<Stream>(new KillingStream(new byte[100_000], () => throw StewardException.Unavailable("GitHub does not answer."))));

        var failure = await Assert.ThrowsAsync<StewardException>(() => pool.ScanAsync(content, _never));

        Assert.Equal("GitHub does not answer.", failure.Message);
        Assert.True(pool.States[0].Answers);
    }

    [Fact]
    public async Task A_sick_daemon_rests_and_is_asked_again_afterwards()
    {
        var (isSick, asked) = (true, 0);
        await using var first = new ScriptedClamd((stream, command, stop) =>
        {
            asked++;
            return ScriptedClamd.Answer(isSick ? "" : "stream: OK\0")(stream, command, stop);
        }, "ClamAV 1.4.6/27122/Mon Nov 23 08:00:00 2026\0");
        await using var second = new ScriptedClamd(ScriptedClamd.Answer("stream: OK\0"));
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var pool = new ClamdAntivirus(new ClamdOptions { Address = $"{first.Address},{second.Address}" }, clock);

        var signatures = new List<string?>();
        for (var scan = 0; scan < 3; scan++) signatures.Add((await pool.ScanAsync(new MemoryStream(new byte[10]), _never)).Engine?.Signatures);
        (isSick, var during) = (false, asked);
        clock.Advance(TimeSpan.FromSeconds(10));
        var back = await pool.ScanAsync(new MemoryStream(new byte[10]), _never);

        Assert.Equal(["27123", "27123", "27123"], signatures);
        Assert.Equal((1, "27122"), (during, back.Engine?.Signatures));
        Assert.Equal("27123", (await pool.IdentifyAsync(_never)).Signatures);
    }

    [Fact]
    public async Task Many_scans_are_shared_and_bounded_by_daemon()
    {
        await using var one = new CountedClamd(full: 3);
        await using var two = new CountedClamd(full: 3);
        using var pool = new ClamdAntivirus(new ClamdOptions { Address = $"{one.Address},{two.Address}", Connections = 3 }, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => pool.ScanAsync(new MemoryStream(new byte[100_000]), _never)));

        Assert.Equal((3, 3), (one.Most, two.Most));
        Assert.Equal(60, one.Scans + two.Scans);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("zip in tar.gz")]
    public async Task What_is_inside_archives_is_found(string kind)
    {
        using var pool = Open(clamd.Daemon.Address);
        var archive = kind switch
        {
            "zip" => Archives.Zip(Eicar.Bytes),
            "tar" => Archives.Tar(Eicar.Bytes),
            "tar.gz" => Archives.GZip(Archives.Tar(Eicar.Bytes)),
            _ => Archives.GZip(Archives.Tar(Archives.Zip(Eicar.Bytes))),
        };

        Assert.Equal(ClamdDaemon.Signature, (await pool.ScanAsync(new MemoryStream(archive), _never)).Signature);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_encrypted_zip_is_unknown_whether_clamd_reports_it_or_not(bool alertEncrypted)
    {
        await using var daemon = await ClamdDaemon.StartAsync(alertEncrypted);
        using var pool = Open(daemon.Address);

        var result = await pool.ScanAsync(new MemoryStream(Archives.EncryptedZip(new byte[1000])), _never);

        Assert.Equal(ScanVerdict.Unknown, result.Verdict);
        Assert.Contains("encrypted", result.Problem, StringComparison.Ordinal);
        Assert.Equal(ScanVerdict.Clean, (await pool.ScanAsync(new MemoryStream(Archives.Zip(new byte[1000])), _never)).Verdict);
    }

    private static ClamdAntivirus Open(params string[] addresses) => ClamdTests.Open(string.Join(", ", addresses));

    /// <summary>A stream that cannot seek, and does something after its first 64 KB.</summary>
    private sealed class KillingStream(byte[] content, Func<Task>? then) : MemoryStream(content)
    {
        private const int Some = 64 * 1024;
        private Func<Task>? _then = then;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_then is not null && Position >= Some)
            {
                await _then();
                _then = null;
            }

            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, Some)], cancellationToken);
        }
    }

    /// <summary>Counts the scans that it has at once. It answers none before it has as many as fill it.</summary>
    private sealed class CountedClamd : IAsyncDisposable
    {
        private readonly ScriptedClamd _clamd;
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open;

        public CountedClamd(int full) => _clamd = new ScriptedClamd(async (stream, _, stop) =>
        {
            lock (_lock) (Scans, Most) = (Scans + 1, Math.Max(Most, ++_open));
            if (Most == full) _full.TrySetResult();
            await ScriptedClamd.ReadStreamAsync(stream, stop);
            await _full.Task.WaitAsync(stop);
            lock (_lock) _open--;
            await stream.WriteAsync("stream: OK\0"u8.ToArray(), stop);
        });

        public string Address => _clamd.Address;

        public int Most { get; private set; }

        public int Scans { get; private set; }

        public ValueTask DisposeAsync() => _clamd.DisposeAsync();
    }
}
