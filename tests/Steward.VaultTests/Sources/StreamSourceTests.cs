using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Streams;
using Xunit;

namespace Steward.VaultTests.Sources;

public sealed class StreamSourceTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public async Task An_input_that_breaks_off_is_no_backup()
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new StreamSource("app.sql", new Broken(100_000), Time)));
        Assert.StartsWith("The stream broke off after 100000 bytes", failure.Message);
    }

    [Fact]
    public async Task An_empty_input_is_no_backup()
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new StreamSource("app.sql", new MemoryStream(), Time)));
        Assert.StartsWith("The stream was empty", failure.Message);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    public async Task A_name_that_is_no_path_in_a_snapshot_is_refused(string name) =>
        await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new CommandSource("echo", name, Time)));

    [Fact]
    public async Task What_a_command_prints_is_one_file()
    {
        var read = await ReadSource.AllAsync(new CommandSource("seq 1 200000 | tail -n 3", "numbers.txt", Time));
        Assert.Equal("199998\n199999\n200000\n", Encoding.UTF8.GetString(read.Contents["numbers.txt"]));
    }

    [Theory]
    [InlineData("echo half; echo 'the disk is gone' >&2; exit 7", "exit code 7")]
    [InlineData("(echo half; echo 'the disk is gone' >&2; exit 7) | cat", "exit code 7")]
    [InlineData("echo half; echo 'the disk is gone' >&2; kill -9 $$", "exit code 137")]
    public async Task A_command_that_fails_half_way_is_no_backup_and_its_last_lines_say_why(string command, string code)
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new CommandSource(command, "app.sql", Time)));
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.Contains("the command for 'app.sql'", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("the disk is gone", failure.Message);
    }

    [Fact]
    public async Task The_command_stands_nowhere_in_the_backup()
    {
        var source = new CommandSource("echo --password=hunter2 >/dev/null; echo x", "app.sql", Time);
        await ReadSource.AllAsync(source);
        Assert.DoesNotContain("hunter2", string.Join(' ', [.. source.Paths, .. source.Details.Values]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_ended_when_the_backup_is()
    {
        using var stop = new CancellationTokenSource();
        var source = new CommandSource("echo begun; sleep 600", "app.sql", Time);
        await foreach (var found in source.EntriesAsync(new(), stop.Token))
        {
            using var content = found.Open!();
            var part = new byte[100];
            Assert.Equal(6, content.Read(part));
            await stop.CancelAsync();
            var failure = Assert.Throws<StewardException>(() => content.Read(part));
            Assert.Contains("exit code 137", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pipe_that_says_nothing_more_does_not_keep_a_backup_from_being_stopped()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        using var reading = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.In, pipe.ClientSafePipeHandle);
        pipe.Write("begun\n"u8);
        using var stop = new CancellationTokenSource();
        await foreach (var found in new StreamSource("app.sql", reading, Time).EntriesAsync(new(), stop.Token))
        {
            var content = found.Open!();
            var part = new byte[100];
            Assert.Equal(6, content.Read(part));
            var next = Task.Run(() => content.Read(part), TestContext.Current.CancellationToken);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken));
        }
    }

    private sealed class Broken(int after) : Stream
    {
        private int _left = after;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0) throw new IOException("The pipe is broken.");
            var read = Math.Min(_left, count);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
