using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Streams;

/// <summary>One stream, backed up as one file: what somebody pipes into <c>steward vault backup --stdin NAME</c>.</summary>
/// <param name="name">The file's name in the snapshot.</param>
/// <param name="stream">The stream; read once, to its end.</param>
/// <param name="time">The clock: the file's time.</param>
public sealed class StreamSource(string name, Stream stream, TimeProvider time) : IBackupSource
{
    /// <summary>The kind that stands in snapshots.</summary>
    public const string StreamKind = "stream";

    /// <inheritdoc/>
    public string Kind => StreamKind;

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths => [name];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var path = EntryPath.Checked(System.Text.Encoding.UTF8.GetBytes(name));
        if (path.Bytes.IsEmpty || path.Bytes.Span.Contains((byte)'/')) throw StewardException.Invalid($"'{name}' is no name of a file: give one without '/'.");
        yield return new SourceEntry(new Entry { Path = path, Kind = EntryKind.File, Mode = 0b110_000_000, Modified = now }, () => new Content(stream, cancellation));
    }

    private sealed class Content(Stream stream, CancellationToken cancellation) : IContent
    {
        private const int BlockBytes = 256 * 1024;
        private byte[] _block = [];
        private long _length;

        public IReadOnlyList<Hole> Holes => [];

        public string? Changed => null;

        public int Read(Span<byte> into)
        {
            var read = ReadOn(into);
            _length += read;
            // Nobody pipes nothing in on purpose: the program that should have written has failed, and its exit code is not seen here.
            return _length > 0 || into.IsEmpty ? read : throw StewardException.Invalid("The stream was empty: what should have written it has probably failed. There is no snapshot of it.");
        }

        public Entry Complete(Entry entry) => entry with { Size = _length };

        public void Dispose() => stream.Dispose();

        // A stream that breaks off is no backup at all: not an I/O error of one file among many.
        private int ReadOn(Span<byte> into)
        {
            var length = into.Length;
            try
            {
                // A pipe that says nothing is read for ever, and no token ends that: whoever stops the backup leaves the read behind.
                if (_block.Length == 0) _block = new byte[BlockBytes];
                var read = Task.Run(() => stream.Read(_block, 0, Math.Min(_block.Length, length)), cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();
                _block.AsSpan(0, read).CopyTo(into);
                return read;
            }
            catch (IOException failure)
            {
                throw StewardException.Unavailable($"The stream broke off after {Texts.Count(_length, "byte")}: there is no snapshot of it. ({failure.Message})", failure);
            }
        }
    }
}
