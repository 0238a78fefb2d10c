using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Steward.Intake;
using Steward.TestKit.Intake;

namespace Steward.Bench;

/// <summary>A lean load generator: keep-alive sockets, requests put together beforehand but for the delivery id (which is not signed).</summary>
internal sealed class WebhookLoad(Uri address, IReadOnlyList<byte[]> bodies)
{
    private const string Id = "00000000-0000-4000-8000-000000000000";

    private readonly byte[][] _requests = [.. bodies.Select(body => RequestOf(address, body))];
    private readonly int _idAt = Encoding.ASCII.GetString(RequestOf(address, bodies[0])).IndexOf(Id, StringComparison.Ordinal);
    private int _sent;

    /// <summary>Sends one request after the other over each connection for a time.</summary>
    public async Task<LoadResult> RunAsync(int connections, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(started, duration))));
        return new LoadResult([.. all.SelectMany(l => l).Order()], Stopwatch.GetElapsedTime(started));
    }

    private async Task<List<double>> SendAsync(long started, TimeSpan duration)
    {
        var latencies = new List<double>();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var buffer = new byte[64 * 1024];
        var answer = new byte[8 * 1024];
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var length = Prepare(buffer);
            var from = Stopwatch.GetTimestamp();
            await socket.SendAsync(buffer.AsMemory(0, length));
            await ReceiveAsync(socket, answer);
            latencies.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return latencies;
    }

    private int Prepare(byte[] buffer)
    {
        var number = Interlocked.Increment(ref _sent);
        var request = _requests[number % _requests.Length];
        request.CopyTo(buffer, 0);
        number.TryFormat(buffer.AsSpan(_idAt + Id.Length - 12), out _, "D12");
        return request.Length;
    }

    private static async Task ReceiveAsync(Socket socket, byte[] answer)
    {
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0) throw new IOException("The host closed the connection.");
            length += read;
        }
        while (!IsComplete(answer.AsSpan(0, length)));
        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 202"u8) || answer.AsSpan(0, length).IndexOf("\"duplicate\":false"u8) < 0)
            throw new IOException($"Not acknowledged: {Encoding.UTF8.GetString(answer, 0, length)}");
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var at = answer.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        return System.Buffers.Text.Utf8Parser.TryParse(answer[at..], out int length, out _) && answer.Length >= head + 4 + length;
    }

    private static byte[] RequestOf(Uri address, byte[] body)
    {
        var head = $"POST /api/github/webhooks HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: GitHub-Hookshot/0000000\r\nAccept: */*\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nX-GitHub-Event: push\r\nX-GitHub-Delivery: {Id}\r\n"
            + $"X-Hub-Signature-256: {WebhookSignature.Sign(Encoding.UTF8.GetBytes(IntakeHost.Secret), body)}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}

/// <summary>What a load came to.</summary>
/// <param name="Latencies">Of each request in ms, in order of size.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record LoadResult(IReadOnlyList<double> Latencies, TimeSpan Duration)
{
    /// <summary>Requests a second.</summary>
    public double PerSecond => Latencies.Count / Duration.TotalSeconds;

    /// <summary>A percentile in ms.</summary>
    public double Percentile(double share) => Latencies[(int)(Latencies.Count * share)];
}
