using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Steward.TestKit.Clamd;

/// <summary>How a scripted clamd treats one connection, once it has read the command.</summary>
/// <param name="stream">The connection.</param>
/// <param name="command">The command: <c>VERSION</c>, <c>INSTREAM</c>.</param>
/// <param name="stop">Set when the fake goes away.</param>
public delegate Task ClamdScript(NetworkStream stream, string command, CancellationToken stop);

/// <summary>Speaks clamd's side over TCP as a script says: for what the real one does only on bad days.</summary>
public sealed class ScriptedClamd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ClamdScript _script;
    private readonly string? _version;
    private readonly Task _loop;

    /// <summary>Starts listening.</summary>
    /// <param name="script">What it does with a scan.</param>
    /// <param name="version">Its answer to VERSION; null: the script gives that as well.</param>
    public ScriptedClamd(ClamdScript script, string? version = "ClamAV 1.4.6/27123/Mon Nov 23 08:00:00 2026\0")
    {
        (_script, _version) = (script, version);
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Reads the whole stream, then answers.</summary>
    public static ClamdScript Answer(string answer) => async (stream, command, stop) =>
    {
        if (command == "INSTREAM") await ReadStreamAsync(stream, stop);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
    };

    /// <summary>Reads INSTREAM's chunks as clamd does: 4-byte big-endian lengths, zero ends. Answers with the content.</summary>
    public static async Task<byte[]> ReadStreamAsync(NetworkStream stream, CancellationToken stop)
    {
        var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, stop);
            var size = (length[0] << 24) | (length[1] << 16) | (length[2] << 8) | length[3];
            if (size == 0) return content.ToArray();
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, stop);
            content.Write(chunk);
        }
    }

    /// <summary>Closes with a reset, as a killed process with unread input does.</summary>
    public static void Reset(NetworkStream stream)
    {
        stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        stream.Socket.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true) served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = connection.GetStream();
            var command = await ReadCommandAsync(stream);
            if (command == "VERSION" && _version is not null) await Answer(_version)(stream, command, _stop.Token);
            else await _script(stream, command, _stop.Token);
        }
        catch (Exception left) when (left is IOException or OperationCanceledException or ObjectDisposedException or EndOfStreamException)
        {
            // The other side left, or the test is over.
        }
    }

    // zNAME, NUL.
    private async Task<string> ReadCommandAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            if (one[0] == 0) return command.ToString()[1..];
            command.Append((char)one[0]);
        }
    }
}
