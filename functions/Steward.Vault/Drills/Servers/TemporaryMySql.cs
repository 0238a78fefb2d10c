using Steward.Kernel;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Databases.MySql;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Drills.Servers;

/// <summary>A fresh MariaDB or MySQL server in a temporary folder: a Unix socket, no network.</summary>
internal sealed class TemporaryMySql : IAsyncDisposable
{
    private const string Package = "mariadb-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), Look = TimeSpan.FromMilliseconds(100);
    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _server;

    private TemporaryMySql(TemporaryFolder folder, RunningProgram server) => (_folder, _server) = (folder, server);

    /// <summary>How it is reached.</summary>
    public MySqlPlace Place => new() { Socket = _folder.PathOf("s"), User = "root", NoDefaults = true };

    /// <summary>The same for commands.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["MYSQL_UNIX_PORT"] = _folder.PathOf("s") };

    /// <summary>Makes and starts one. Unavailable when the programs are not there or it does not start.</summary>
    public static async Task<TemporaryMySql> StartAsync(TimeProvider time, CancellationToken cancellation)
    {
        var server = Find("mariadbd", "mysqld");
        var (folder, user) = (new TemporaryFolder(), UserOf());
        try
        {
            await AsUser.GiveAsync(user, folder.Path, cancellation);
            await ProgramRun.SucceedAsync(AsUser.StartIn(folder.Path, user, InitOf(server), InitArguments(server, folder.PathOf("data"))), "making a server for the drill", cancellation);
            string[] arguments = ["--no-defaults", $"--datadir={folder.PathOf("data")}", $"--socket={folder.PathOf("s")}", $"--pid-file={folder.PathOf("pid")}", "--skip-networking", "--innodb-flush-log-at-trx-commit=0"];
            var started = new TemporaryMySql(folder, RunningProgram.Start(AsUser.StartIn(folder.Path, user, server, arguments), cancellation));
            await started.WaitAsync(time, cancellation);
            return started;
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            folder.Dispose();
            throw StewardException.Unavailable(failure.Message, failure);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Runs a file of SQL; Invalid when the server says no.</summary>
    public async Task LoadAsync(string file, CancellationToken cancellation)
    {
        await using var sql = File.OpenRead(file);
        await new MySqlClient(Place).LoadAsync(sql, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_server.HasEnded) await ProgramRun.EndAsync(new MySqlClient(Place).Start("--execute=SHUTDOWN"), CancellationToken.None);
        _server.Dispose();
        _folder.Dispose();
    }

    private static string Find(params string[] names) =>
        ProgramPath.Find(names) ?? throw StewardException.Unavailable($"There is no '{names[0]}' on this machine, which a drill of a dump of MySQL needs. Install the Debian package {Package}.");

    // Without the package's user (its programs alone): one that owns nothing.
    private static string UserOf() => File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(l => l.StartsWith("mysql:", StringComparison.Ordinal)) ? "mysql" : "nobody";

    // MariaDB makes its tables by a script, MySQL by itself.
    private static string InitOf(string server) => ProgramPath.Find("mariadb-install-db", "mysql_install_db") ?? server;

    private static string[] InitArguments(string server, string data) => InitOf(server) == server
        ? ["--no-defaults", "--initialize-insecure", $"--datadir={data}"]
        : ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"];

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        for (var began = time.GetTimestamp(); (await ProgramRun.EndAsync(new MySqlClient(Place).Start("--execute=SELECT 1"), cancellation)).Code != 0; await Task.Delay(Look, time, cancellation))
        {
            if (!_server.HasEnded && time.GetElapsedTime(began) < Patience) continue;
            var why = _server.Last;
            await DisposeAsync();
            throw StewardException.Unavailable($"The server for the drill did not start: {why}");
        }
    }
}
