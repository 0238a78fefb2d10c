using System.Diagnostics;

namespace Steward.TestKit.Databases;

/// <summary>A real MariaDB server of the test's own, in a temporary folder, on a Unix socket.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _server;

    private MariaDbServer(string folder, Process server) => (_folder, _server) = (folder, server);

    /// <summary>The socket.</summary>
    public string Socket => Path.Combine(_folder, "s");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<MariaDbServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("steward-maria-").FullName;
        string[] asRoot = Environment.UserName == "root" ? ["--user=root"] : [];
        await RunAsync("mariadb-install-db", ["--no-defaults", $"--datadir={folder}/data", "--auth-root-authentication-method=normal", "--skip-test-db", .. asRoot]);
        var server = Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/mariadbd") ? "/usr/sbin/mariadbd" : "mariadbd", ["--no-defaults", $"--datadir={folder}/data", $"--socket={folder}/s", $"--pid-file={folder}/pid", "--skip-networking", .. asRoot])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Nobody reads what it says; it must not fill the pipe and stop.
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        var started = new MariaDbServer(folder, server);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await started.SqlAsync("SELECT 1");
                return started;
            }
            catch (InvalidOperationException) when (attempt < 300 && !server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Runs SQL.</summary>
    public Task<string> SqlAsync(string sql) => RunAsync("mariadb", ["--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch", "--skip-column-names", $"--execute={sql}"]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"{program}: {await error}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new NotSupportedException($"{program} is not installed: run scripts/test, or install Debian's packages mariadb-server and mariadb-client.", missing);
        }
    }
}
