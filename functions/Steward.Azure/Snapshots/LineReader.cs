using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Steward.Kernel;

namespace Steward.Azure.Snapshots;

/// <summary>The lines of a stream, one at a time, none longer than a row can be.</summary>
internal static class LineReader
{
    // A row of 1 MB is at most 3 MB of UTF-8 or 1.4 MB of base64, and its names and quotes.
    private const int MaxLine = 8 * 1024 * 1024;

    /// <summary>The lines without their ends. Invalid when one is too long or the last has no end.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > MaxLine || (read.IsCompleted && rest.Length > 0)) throw StewardException.Invalid("The snapshot has a line that does not end.");
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }

        await reader.CompleteAsync();
    }
}
