using System.Buffers;
using System.Buffers.Binary;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Encryption;

namespace Steward.Azure.Clamd;

/// <summary>An answer to a scan.</summary>
/// <param name="Result">What it says.</param>
/// <param name="IsDoubtful">True when it says more of the daemon than of the content: another daemon may know better.</param>
internal sealed record ClamdScan(ScanResult Result, bool IsDoubtful);

/// <summary>One content on its way through INSTREAM (clamd(8)): chunks with 4-byte big-endian lengths, a zero length at the end.</summary>
internal sealed class ClamdStream(Stream content, ClamdOptions options, TimeProvider time, string address)
{
    private const int ChunkBytes = 64 * 1024;
    private const int LengthBytes = 4;
    private readonly EncryptedContent _encrypted = new();

    /// <summary>What went wrong with the content, so that no daemon is blamed for it; null when nothing did.</summary>
    public Exception? ContentFailure { get; private set; }

    /// <summary>Sends the content and reads the answer.</summary>
    public async Task<ClamdScan> ScanAsync(ClamdConnection connection, CancellationToken cancellation)
    {
        await connection.CommandAsync("INSTREAM", cancellation);
        if (await SendAsync(connection, cancellation) is { } problem) return new ClamdScan(ScanResult.Unknown(problem), false);
        var answer = ClamdAnswer.Scan(await connection.AnswerAsync(), address);
        return answer.Result.Verdict == ScanVerdict.Clean && _encrypted.Find() is { } hidden
            ? new ClamdScan(ScanResult.Unknown($"it {hidden}: nobody can look into it. Check in what it holds, or waive it."), false)
            : answer;
    }

    // Answers with a problem when there is more of it than may be handed in.
    private async Task<string?> SendAsync(ClamdConnection connection, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkBytes);
        try
        {
            long total = 0;
            while (!connection.HasAnswered)
            {
                var read = await ReadAsync(buffer.AsMemory(LengthBytes, ChunkBytes), cancellation);
                total += read;
                if (total > options.MaxScanBytes) return $"it has more than {options.MaxScanBytes} bytes, the largest file that is handed to clamd.";
                _encrypted.Take(buffer.AsSpan(LengthBytes, read));
                BinaryPrimitives.WriteInt32BigEndian(buffer, read);
                await SendAsync(connection, buffer.AsMemory(0, LengthBytes + read), cancellation);
                if (read == 0) break;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Task<bool> SendAsync(ClamdConnection connection, ReadOnlyMemory<byte> chunk, CancellationToken cancellation) => TimeLimit.InTimeAsync(time, options.ChunkTimeout, async token =>
    {
        await connection.SendAsync(chunk, token);
        return true;
    }, () => $"clamd at {address} did not take a chunk within {options.ChunkTimeout.TotalSeconds:0.#} s.", cancellation);

    private async Task<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await content.ReadAsync(into, cancellation);
        }
        catch (Exception failure)
        {
            ContentFailure = failure;
            throw;
        }
    }
}
