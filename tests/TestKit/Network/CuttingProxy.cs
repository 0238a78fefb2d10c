using System.Net;
using System.Net.Sockets;

namespace Steward.TestKit.Network;

/// <summary>
/// A TCP proxy on loopback that now and then cuts a connection instead of passing bytes on: requests get lost half-way, and answers to requests
/// that were carried out never arrive. What a process sees that is killed, or a network that breaks.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly double _rate;
    private readonly Random _random;
    private readonly Task _loop;
    private int _cuts;

    /// <summary>Starts it in front of a loopback port. The rate is the share of chunks at which a connection is cut; the seed makes it repeatable.</summary>
    public CuttingProxy(int target, double rate, int seed)
    {
        (_target, _rate, _random) = (target, rate, new Random(seed));
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut so far.</summary>
    public int Cuts => _cuts;

    /// <summary>From now on everything passes.</summary>
    public bool IsQuiet { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side sees its connection closed, which is what this proxy is for.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var length)
        {
            if (IsCut()) return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _stop.Token);
        }
    }

    private bool IsCut()
    {
        lock (_random)
            if (IsQuiet || _random.NextDouble() >= _rate) return false;
        Interlocked.Increment(ref _cuts);
        return true;
    }
}
