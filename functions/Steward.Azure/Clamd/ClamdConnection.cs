using System.Net.Sockets;
using System.Text;
using Steward.Kernel;

namespace Steward.Azure.Clamd;

/// <summary>One connection to clamd: one command, one answer (clamd(8), "COMMANDS"; the z prefix ends both with a NUL).</summary>
internal sealed class ClamdConnection : IDisposable
{
    private const int MaxAnswer = 4096;
    private readonly Socket _socket;
    private readonly string _address;
    private Task<string>? _answer;

    private ClamdConnection(Socket socket, string address) => (_socket, _address) = (socket, address);

    /// <summary>True when clamd has said something, or gone, before everything was sent.</summary>
    public bool HasAnswered => _answer is { IsCompleted: true };

    public static async Task<ClamdConnection> OpenAsync(ClamdAddress address, CancellationToken cancellation)
    {
        var socket = address.Open();
        try
        {
            await socket.ConnectAsync(address.EndPoint, cancellation);
            return new ClamdConnection(socket, address.Text);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw StewardException.Unavailable($"clamd cannot be reached at {address.Text} ({failure.SocketErrorCode}).", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command; from now on the answer is listened for, because clamd may give it before it has read everything.</summary>
    public Task CommandAsync(string name, CancellationToken cancellation)
    {
        _answer = ReceiveAsync(cancellation);
        return SendAsync(Encoding.ASCII.GetBytes($"z{name}\0"), cancellation);
    }

    /// <summary>Sends bytes. A connection that clamd has closed is no error here: the answer tells why.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            while (bytes.Length > 0 && !HasAnswered) bytes = bytes[await _socket.SendAsync(bytes, cancellation)..];
        }
        catch (SocketException)
        {
            // Broken pipe or reset: if clamd said something before, it lies in the receive buffer; if not, AnswerAsync throws.
            await AnswerAsync();
        }
    }

    /// <summary>The answer without its NUL. Unavailable when the connection ends before it.</summary>
    public Task<string> AnswerAsync() => _answer ?? throw new InvalidOperationException("No command was sent.");

    public void Dispose()
    {
        _socket.Dispose();
        // Whoever left early (a cancellation) does not wait for the answer; its failure is then nobody's.
        _ = _answer?.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<string> ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[MaxAnswer];
        for (var length = 0; length < MaxAnswer;)
        {
            var read = await ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) throw StewardException.Unavailable($"clamd at {_address} closed the connection before it had answered.");
            var end = buffer.AsSpan(length, read).IndexOf((byte)0);
            if (end >= 0) return Encoding.UTF8.GetString(buffer, 0, length + end);
            length += read;
        }

        throw StewardException.Invalid($"What answers at {_address} does not speak clamd's protocol: its answer has no end.");
    }

    private async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, cancellation);
        }
        catch (SocketException failure)
        {
            throw StewardException.Unavailable($"clamd at {_address} broke the connection off ({failure.SocketErrorCode}).", failure);
        }
    }
}
