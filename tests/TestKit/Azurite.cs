using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Steward.Azure.Storage;

namespace Steward.TestKit;

/// <summary>
/// A real Azurite process. <see cref="SharedAsync"/> is one for the whole test run (scripts/test passes its ports in STEWARD_TEST_AZURITE as
/// <c>blobPort:tablePort</c>; otherwise one is started for this process); <see cref="StartAsync"/> is one of the test's own, to stop and start.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly Lazy<Task<Azurite>> Shared = new(StartSharedAsync);
    private static int _prefixes;
    private readonly string _folder;
    private readonly int _blobPort;
    private readonly int _tablePort;
    private Process? _process;

    private Azurite(string folder, int blobPort, int tablePort) => (_folder, _blobPort, _tablePort) = (folder, blobPort, tablePort);

    /// <summary>The connection string. The key is the emulator's well-known one; it opens nothing but emulators.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobPort}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{_tablePort}/devstoreaccount1;";

    /// <summary>The one for the whole run.</summary>
    public static Task<Azurite> SharedAsync() => Shared.Value;

    /// <summary>A storage account in the shared Azurite with a prefix that no other test has.</summary>
    public static async Task<StorageAccount> AccountAsync() => new(await OptionsAsync());

    /// <summary>Storage options in the shared Azurite with a prefix that no other test has.</summary>
    public static async Task<StorageOptions> OptionsAsync() =>
        new() { ConnectionString = (await SharedAsync()).ConnectionString, Prefix = NewPrefix() };

    /// <summary>A prefix that no other test of this or another process has.</summary>
    public static string NewPrefix() => $"t{Environment.ProcessId:x}n{Interlocked.Increment(ref _prefixes)}x{Random.Shared.Next(0xffff):x}";

    /// <summary>A process of the test's own, with its data in a folder of its own.</summary>
    public static async Task<Azurite> StartAsync()
    {
        var azurite = new Azurite(Directory.CreateTempSubdirectory("steward-azurite-").FullName, FreePort(), FreePort());
        await azurite.StartProcessAsync();
        return azurite;
    }

    /// <summary>A loopback port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stops the process in order, so that its data is on disk.</summary>
    public async Task StopProcessAsync()
    {
        if (_process is null) return;
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts the process (again) on the same ports and data, and waits until it answers.</summary>
    public async Task StartProcessAsync()
    {
        var program = Repository.PathOf("scripts", "azurite", "node_modules", ".bin", "azurite");
        if (!File.Exists(program)) throw new InvalidOperationException("Azurite is not installed: run scripts/test, or npm ci in scripts/azurite.");
        _process = Process.Start(new ProcessStartInfo(program,
        [
            "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", _folder,
            "--blobPort", $"{_blobPort}", "--tablePort", $"{_tablePort}", "--queuePort", $"{FreePort()}",
        ])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await WaitAsync(_blobPort);
        await WaitAsync(_tablePort);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopProcessAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Azurite> StartSharedAsync()
    {
        if (Environment.GetEnvironmentVariable("STEWARD_TEST_AZURITE")?.Split(':') is [var blob, var table])
            return new Azurite("", int.Parse(blob), int.Parse(table));
        var azurite = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => azurite._process?.Kill();
        return azurite;
    }

    private static async Task WaitAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 300)
            {
                await Task.Delay(100);
            }
        }
    }
}
