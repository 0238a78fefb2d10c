using System.Buffers;
using Microsoft.AspNetCore.Http;
using Steward.Intake;

namespace Steward.Web.Endpoints.Intake;

/// <summary>A request's body in a rented buffer that grows as bytes really arrive, never beyond the limit. Dispose it when it was dealt with.</summary>
internal sealed class BoundedBody : IDisposable
{
    private const int First = 16 * 1024;

    private readonly LargeBodies _large;
    private byte[] _buffer;
    private int _length;
    private CancellationTokenSource? _patience;

    private BoundedBody(LargeBodies large, long? announced)
    {
        _large = large;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced + 1 ?? First, LargeBodies.Threshold));
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Why it was not read to its end, or null.</summary>
    public ContentRefusal? Refusal { get; private set; }

    /// <summary>Reads the body to its end, or to the limit.</summary>
    public static async Task<BoundedBody> ReadAsync(HttpRequest request, LargeBodies large, CancellationToken cancellation)
    {
        var body = new BoundedBody(large, request.ContentLength);
        try
        {
            body.Refusal = await body.FillAsync(request, cancellation);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_patience is not null) _large.Release();
        _patience?.Dispose();
        _patience = null;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private async Task<ContentRefusal?> FillAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(_buffer.AsMemory(_length), _patience?.Token ?? cancellation)) > 0)
            {
                _length += read;
                if (_length > WebhookRequest.MaxBody) return ContentRefusal.TooLarge;
                if (_length == _buffer.Length && !Grow(cancellation)) return ContentRefusal.Busy;
            }

            return null;
        }
        catch (OperationCanceledException) when (_patience is { IsCancellationRequested: true } && !cancellation.IsCancellationRequested)
        {
            return ContentRefusal.TooSlow;
        }
    }

    private bool Grow(CancellationToken cancellation)
    {
        if (_patience is null && _length >= LargeBodies.Threshold)
        {
            if (!_large.TryTake()) return false;
            _patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _patience.CancelAfter(LargeBodies.Patience);
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer.Length * 2, WebhookRequest.MaxBody + 1));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
