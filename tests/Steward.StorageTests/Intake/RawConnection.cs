using System.Net.Sockets;
using System.Text;

namespace Steward.StorageTests.Intake;

/// <summary>A connection that sends any bytes at all and reads the status of what comes back; opened anew whenever it is closed.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private readonly byte[] _answer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request; the status of the answer, or 0 when the other side hung up instead.</summary>
    public async Task<int> SendAsync(byte[] request, bool isFramed)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var socket = _socket ??= await ConnectAsync();
        var keep = false;
        try
        {
            await SendAllAsync(socket, request, patience.Token);
            if (!isFramed) socket.Shutdown(SocketShutdown.Send);
            var (status, open) = await ReceiveAsync(socket, patience.Token);
            keep = open && isFramed;
            return status;
        }
        catch (SocketException) when (!isFramed)
        {
            return 0;
        }
        finally
        {
            if (!keep) Dispose();
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private static async Task SendAllAsync(Socket socket, byte[] request, CancellationToken cancellation)
    {
        for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request.AsMemory(sent), cancellation);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    private async Task<(int Status, bool Open)> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_answer.AsMemory(length), cancellation);
            length += read;
            var text = Encoding.ASCII.GetString(_answer, 0, length);
            if (read == 0) return (StatusOf(text), false);
            if (IsComplete(text)) return (StatusOf(text), !text.Contains("Connection: close", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static int StatusOf(string text) => text.Length > 12 && int.TryParse(text.AsSpan(9, 3), out var status) ? status : 0;

    private static bool IsComplete(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        var at = text.IndexOf("Content-Length: ", StringComparison.Ordinal);
        return at >= 0 && at < head && text.Length >= head + 4 + int.Parse(text.AsSpan(at + 16, text.IndexOf('\r', at) - at - 16));
    }
}
