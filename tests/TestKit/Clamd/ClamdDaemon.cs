using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Steward.TestKit.Clamd;

/// <summary>Debian's clamd as a process of the test's own: on a loopback port and a socket, with one signature (EICAR) and small limits.</summary>
public sealed class ClamdDaemon : IAsyncDisposable
{
    /// <summary>clamd's MaxFileSize here: larger files it passes over.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <summary>clamd's StreamMaxLength here: longer streams it refuses.</summary>
    public const int MaxStreamBytes = 2 * 1024 * 1024;

    /// <summary>The name under which EICAR is found. Signatures that are not ClamAV's own are marked so.</summary>
    public const string Signature = "Steward-Eicar-Test.UNOFFICIAL";

    private const string Program = "/usr/sbin/clamd";
    private readonly string _folder;
    private readonly Process _process;

    private ClamdDaemon(string folder, int port, Process process) => (_folder, Port, _process) = (folder, port, process);

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary><c>unix:/path</c>.</summary>
    public string SocketAddress => "unix:" + Path.Combine(_folder, "clamd.ctl");

    /// <summary>Starts a daemon and waits until it answers.</summary>
    /// <param name="alertEncrypted">Whether it reports what it cannot look into; off as Debian has it.</param>
    public static async Task<ClamdDaemon> StartAsync(bool alertEncrypted = true)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("clamd is not installed: run scripts/test, or install Debian's package clamav-daemon.");
        var folder = Directory.CreateTempSubdirectory("steward-clamd-").FullName;
        var port = Azurite.FreePort();
        await WriteAsync(folder, port, alertEncrypted);
        var process = Process.Start(new ProcessStartInfo(Program, ["--config-file", Path.Combine(folder, "clamd.conf")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        // Nobody reads what it says; it must not fill the pipe and stop.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process);
        await WaitAsync(port, process);
        return new ClamdDaemon(folder, port, process);
    }

    /// <summary>Kills it, as the machine does when memory runs out.</summary>
    public async Task KillAsync()
    {
        Stop(_process);
        await _process.WaitForExitAsync();
    }

    /// <summary>Gives it one more signature, and has it take it up (RELOAD); returns when it knows it.</summary>
    public async Task LearnAsync(string name, byte[] bytes)
    {
        await File.AppendAllTextAsync(Path.Combine(_folder, "signatures", "steward.ndb"), $"{name}:0:*:{Convert.ToHexStringLower(bytes)}\n");
        await CommandAsync("zRELOAD\0");
        for (var attempt = 0; !(await ScanAsync(bytes)).Contains(name, StringComparison.Ordinal); attempt++)
        {
            if (attempt == 100) throw new InvalidOperationException($"clamd does not know {name}.");
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Stop(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task WriteAsync(string folder, int port, bool alertEncrypted)
    {
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "signatures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "steward.ndb"), $"Steward-Eicar-Test:0:*:{Convert.ToHexStringLower(Eicar.Bytes)}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "clamd.conf"), $"""
            DatabaseDirectory {signatures}
            TemporaryDirectory {folder}
            TCPSocket {port}
            TCPAddr 127.0.0.1
            LocalSocket {Path.Combine(folder, "clamd.ctl")}
            User {Environment.UserName}
            Foreground yes
            MaxThreads 4
            MaxFileSize {MaxFileBytes}
            StreamMaxLength {MaxStreamBytes}
            AlertExceedsMax yes
            AlertEncrypted {(alertEncrypted ? "yes" : "no")}

            """);
    }

    private Task<string> ScanAsync(byte[] bytes) =>
        CommandAsync("zINSTREAM\0", [0, 0, 0, (byte)bytes.Length, .. bytes, 0, 0, 0, 0]);

    private async Task<string> CommandAsync(string command, params byte[] more)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(command), .. more]);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static async Task WaitAsync(int port, Process process)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, and was disposed of.
        }
    }
}
