using System.Buffers;
using System.Buffers.Binary;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>
/// The ClamAV daemon as scanner, by INSTREAM (clamd(8)): chunks with 4-byte big-endian lengths, a zero length at the end. Every scan has a
/// connection of its own, as clamd wants it; no more than the options say at once.
/// </summary>
public sealed class ClamdAntivirus : IAntivirus, IDisposable
{
    private const int ChunkBytes = 64 * 1024;
    private const int LengthBytes = 4;
    private readonly ClamdOptions _options;
    private readonly ClamdAddress _address;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;

    /// <summary>Reads the options; nothing is sent yet. Invalid for an address that cannot be one.</summary>
    public ClamdAntivirus(ClamdOptions options, TimeProvider time)
    {
        (_options, _address, _time) = (options, ClamdAddress.Read(options.Address), time);
        _places = new SemaphoreSlim(Math.Clamp(options.Connections, 1, 64));
    }

    /// <inheritdoc/>
    public async Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation) => ClamdAnswer.Version(
        await TalkAsync(_options.ConnectTimeout, async (connection, token) =>
        {
            await connection.CommandAsync("VERSION", token);
            return await connection.AnswerAsync();
        }, cancellation), _address.Text);

    /// <inheritdoc/>
    public Task<ScanResult> ScanAsync(Stream content, CancellationToken cancellation) =>
        TalkAsync(_options.ScanTimeout, async (connection, token) =>
        {
            await connection.CommandAsync("INSTREAM", token);
            return await SendAsync(connection, content, token) is { } problem
                ? ScanResult.Unknown(problem) : ClamdAnswer.Scan(await connection.AnswerAsync());
        }, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<T> TalkAsync<T>(TimeSpan limit, Func<ClamdConnection, CancellationToken, Task<T>> talk, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            using var connection = await InTimeAsync(_options.ConnectTimeout, token => ClamdConnection.OpenAsync(_address, token), cancellation);
            return await InTimeAsync(limit, token => talk(connection, token), cancellation);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<T> InTimeAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> step, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException late) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw StewardException.Unavailable($"clamd at {_address.Text} did not answer within {limit.TotalSeconds:0.#} s.", late);
        }
    }

    // Sends the content; answers with a problem when there is more of it than may be handed in.
    private async Task<string?> SendAsync(ClamdConnection connection, Stream content, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkBytes);
        try
        {
            long total = 0;
            while (!connection.HasAnswered)
            {
                var read = await content.ReadAsync(buffer.AsMemory(LengthBytes, ChunkBytes), cancellation);
                total += read;
                if (total > _options.MaxScanBytes) return $"it has more than {_options.MaxScanBytes} bytes, the largest file that is handed to clamd.";
                BinaryPrimitives.WriteInt32BigEndian(buffer, read);
                await connection.SendAsync(buffer.AsMemory(0, LengthBytes + read), cancellation);
                if (read == 0) break;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
