using System.Diagnostics;
using System.Globalization;

namespace Steward.TestKit.Databases;

/// <summary>
/// A real PostgreSQL server of the test's own, in a temporary folder: on a loopback port (with a password) and a Unix socket. As root it runs as the user
/// <c>postgres</c>, since PostgreSQL refuses root.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    /// <summary>The superuser's password over TCP.</summary>
    public const string Password = "a-secret-of-the-test";

    private const string Programs = "/usr/lib/postgresql";
    private readonly string _folder;

    private PostgresCluster(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>The port on 127.0.0.1, where the password is asked for.</summary>
    public int Port { get; }

    /// <summary>The folder of the socket, where none is asked for.</summary>
    public string Socket => _folder;

    /// <summary>Makes and starts a server.</summary>
    public static async Task<PostgresCluster> StartAsync()
    {
        var cluster = new PostgresCluster(Directory.CreateTempSubdirectory("steward-pg-").FullName, Azurite.FreePort());
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", cluster._folder);
        await File.WriteAllTextAsync(Path.Combine(cluster._folder, "password"), Password);
        await ServerAsync("initdb", "-D", cluster.Data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256",
            "--pwfile", Path.Combine(cluster._folder, "password"), "-E", "UTF8", "--locale=C", "--no-sync");
        await ServerAsync("pg_ctl", "-D", cluster.Data, "-w", "-l", Path.Combine(cluster._folder, "log"), "-o",
            $"-c listen_addresses=127.0.0.1 -c port={cluster.Port} -c unix_socket_directories={cluster._folder} -c fsync=off -c autovacuum=off", "start");
        return cluster;
    }

    /// <summary>Runs SQL in a database as the superuser, and answers with what it prints, one value a line.</summary>
    public Task<string> SqlAsync(string database, string sql) =>
        RunAsync("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", _folder, "-p", $"{Port}", "-U", "postgres", "-d", database, "-c", sql);

    /// <summary>Stops it at once, as a machine that breaks down.</summary>
    public Task KillAsync() => ServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string Newest =>
        Directory.Exists(Programs)
            ? Directory.EnumerateDirectories(Programs).MaxBy(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))!
            : throw new InvalidOperationException("PostgreSQL is not installed: run scripts/test, or install Debian's package postgresql.");

    private static Task<string> ServerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Newest, "bin", program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    // Output goes to files: a server that goes on holds the pipe open.
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", output, program, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/" };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var said = (await File.ReadAllTextAsync(output)).TrimEnd('\n');
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program}: {said}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
