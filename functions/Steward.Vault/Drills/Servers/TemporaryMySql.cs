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
    private readonly string _client;

    private TemporaryMySql(TemporaryFolder folder, RunningProgram server, string client) => (_folder, _server, _client) = (folder, server, client);

    /// <summary>How it is reached.</summary>
    public MySqlPlace Place => new() { Socket = _folder.PathOf("s"), User = "root" };

    /// <summary>The same for commands.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["MYSQL_UNIX_PORT"] = _folder.PathOf("s") };

    /// <summary>Makes and starts one. Unavailable when the programs are not there or it does not start.</summary>
    public static async Task<TemporaryMySql> StartAsync(TimeProvider time, CancellationToken cancellation)
    {
        var (client, server) = (Find("mariadb", "mysql"), Find("mariadbd", "mysqld"));
        var (folder, user) = (new TemporaryFolder(), UserOf());
        try
        {
            await AsUser.GiveAsync(user, folder.Path, cancellation);
            await ProgramRun.SucceedAsync(AsUser.Start(user, InitOf(server), InitArguments(server, folder.PathOf("data"))), "making a server for the drill", cancellation);
            string[] arguments = ["--no-defaults", $"--datadir={folder.PathOf("data")}", $"--socket={folder.PathOf("s")}", $"--pid-file={folder.PathOf("pid")}", "--skip-networking", "--innodb-flush-log-at-trx-commit=0"];
            var started = new TemporaryMySql(folder, RunningProgram.Start(AsUser.Start(user, server, arguments), cancellation), client);
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
        using var program = RunningProgram.Start(Client(await HarmlessAsync(cancellation)), cancellation);
        var output = program.Output.CopyToAsync(Stream.Null, CancellationToken.None);
        await using (var sql = File.OpenRead(file)) await SendAsync(sql, program.Input, cancellation);
        await output;
        var code = await program.WaitForEndAsync();
        if (code != 0) throw program.Failed("restoring the dump", code);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_server.HasEnded) await ProgramRun.EndAsync(Client("--execute=SHUTDOWN"), CancellationToken.None);
        _server.Dispose();
        _folder.Dispose();
    }

    // The client runs programs of this machine for whoever wrote the dump ('\!'), unless it is told not to: by the option that this one knows.
    private async Task<string[]> HarmlessAsync(CancellationToken cancellation)
    {
        var help = (await ProgramRun.EndAsync(new ProgramStart(_client, ["--no-defaults", "--help"]), cancellation)).Text;
        return help.Contains("--sandbox", StringComparison.Ordinal) ? ["--sandbox"] : help.Contains("--system-command", StringComparison.Ordinal) ? ["--skip-system-command"] : [];
    }

    private static async Task SendAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        try
        {
            await from.CopyToAsync(to, cancellation);
            to.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
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

    private ProgramStart Client(params string[] more) => new(_client, ["--no-defaults", $"--socket={_folder.PathOf("s")}", "--user=root", "--default-character-set=utf8mb4", .. more]);

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        for (var began = time.GetTimestamp(); (await ProgramRun.EndAsync(Client("--execute=SELECT 1"), cancellation)).Code != 0; await Task.Delay(Look, time, cancellation))
        {
            if (!_server.HasEnded && time.GetElapsedTime(began) < Patience) continue;
            var why = _server.Last;
            await DisposeAsync();
            throw StewardException.Unavailable($"The server for the drill did not start: {why}");
        }
    }
}
