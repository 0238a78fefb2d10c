using System.IO.Compression;
using Steward.Azure.Clamd;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;
using Steward.TestKit;
using Steward.TestKit.Clamd;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>One real clamd for the tests that only ask it.</summary>
public sealed class ClamdFixture : IAsyncLifetime
{
    public ClamdDaemon Daemon { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Daemon = await ClamdDaemon.StartAsync();

    public ValueTask DisposeAsync() => Daemon.DisposeAsync();
}

/// <summary>The adapter against Debian's clamd.</summary>
public sealed class ClamdTests(ClamdFixture clamd) : IClassFixture<ClamdFixture>
{
    private static readonly CancellationToken _never = CancellationToken.None;

    [Fact]
    public async Task It_says_who_scans()
    {
        using var antivirus = Open(clamd.Daemon.Address);

        var engine = await antivirus.IdentifyAsync(_never);

        Assert.Equal("ClamAV", engine.Name);
        Assert.Matches(@"^\d+\.\d+\.\d+", engine.Version);
        // The daemon of the tests has no signatures of ClamAV's own, so it has no version of them to tell.
        Assert.Null(engine.Signatures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(900_000)]
    public async Task Clean_content_of_any_length_is_clean(int length)
    {
        using var antivirus = Open(clamd.Daemon.Address);

        Assert.Equal(ScanVerdict.Clean, (await antivirus.ScanAsync(new MemoryStream(new byte[length]), _never)).Verdict);
    }

    [Fact]
    public async Task The_test_virus_is_found_over_tcp_over_the_socket_and_inside_an_archive()
    {
        using var tcp = Open(clamd.Daemon.Address);
        using var socket = Open(clamd.Daemon.SocketAddress);

        Assert.Equal(ClamdDaemon.Signature, (await tcp.ScanAsync(new MemoryStream(Eicar.Bytes), _never)).Signature);
        Assert.Equal(ClamdDaemon.Signature, (await socket.ScanAsync(new MemoryStream(Eicar.Bytes), _never)).Signature);
        Assert.Equal(ClamdDaemon.Signature, (await tcp.ScanAsync(Zip(Eicar.Bytes), _never)).Signature);
    }

    [Fact]
    public async Task Many_scans_at_once_are_not_mixed_up()
    {
        using var antivirus = Open(clamd.Daemon.Address);

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(async n => (
            IsVirus: n % 3 == 0,
            Result: await antivirus.ScanAsync(new MemoryStream(n % 3 == 0 ? Eicar.Bytes : new byte[n * 1000]), _never))));

        Assert.All(results, r => Assert.Equal(r.IsVirus ? ScanVerdict.Infected : ScanVerdict.Clean, r.Result.Verdict));
    }

    [Fact]
    public async Task A_stream_longer_than_clamd_accepts_is_unknown()
    {
        using var antivirus = Open(clamd.Daemon.Address, maxBytes: 100_000_000);

        var result = await antivirus.ScanAsync(new MemoryStream(new byte[ClamdDaemon.MaxStreamBytes * 4]), _never);

        Assert.Equal(ScanVerdict.Unknown, result.Verdict);
        Assert.Contains("StreamMaxLength", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_clamd_would_pass_over_is_unknown_and_never_clean()
    {
        using var trusting = Open(clamd.Daemon.Address, maxBytes: 100_000_000);
        using var careful = Open(clamd.Daemon.Address, maxBytes: ClamdDaemon.MaxFileBytes);
        var large = new byte[ClamdDaemon.MaxFileBytes + 1000];

        var told = await trusting.ScanAsync(new MemoryStream(large), _never);
        var kept = await careful.ScanAsync(new MemoryStream(large), _never);

        Assert.Equal((ScanVerdict.Unknown, ScanVerdict.Unknown), (told.Verdict, kept.Verdict));
        Assert.Contains("limits are exceeded", told.Problem, StringComparison.Ordinal);
        Assert.Contains($"more than {ClamdDaemon.MaxFileBytes} bytes", kept.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_clamd_is_unavailable_and_says_where()
    {
        using var antivirus = Open($"127.0.0.1:{Azurite.FreePort()}");
        using var socket = Open("unix:/nowhere/clamd.ctl");

        var failure = await Assert.ThrowsAsync<StewardException>(() => antivirus.IdentifyAsync(_never));

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("clamd cannot be reached at 127.0.0.1:", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => socket.ScanAsync(Stream.Null, _never))).Kind);
    }

    [Theory]
    [InlineData("3310")]
    [InlineData("host:")]
    [InlineData("host:99999")]
    [InlineData("unix:relative")]
    [InlineData("ho st:3310")]
    public void An_address_that_cannot_be_one_is_refused(string address) =>
        Assert.Equal(FailureKind.Invalid, Assert.Throws<StewardException>(() => Open(address)).Kind);

    internal static ClamdAntivirus Open(string address, long maxBytes = ClamdDaemon.MaxFileBytes) =>
        new(new ClamdOptions { Address = address, MaxScanBytes = maxBytes }, TimeProvider.System);

    private static MemoryStream Zip(byte[] content)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("inner.txt").Open()) entry.Write(content);
        stream.Position = 0;
        return stream;
    }
}
