using Steward.Kernel;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Databases.Postgres;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Drills.Servers;

/// <summary>
/// A fresh PostgreSQL server in a temporary folder: a Unix socket that only its user can reach, no network. It keeps nothing, so it need not wait for any disk.
/// </summary>
internal sealed class TemporaryPostgres : IAsyncDisposable
{
    private const string User = "postgres";

    // No role of a dump is called so: its own superuser does not stand in the way of theirs.
    private const string Superuser = "steward_drill";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Look = TimeSpan.FromMilliseconds(50);
    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _server;
    private readonly string _control;

    private TemporaryPostgres(TemporaryFolder folder, RunningProgram server, string control) => (_folder, _server, _control) = (folder, server, control);

    /// <summary>How it is reached.</summary>
    public PostgresPlace Place => new() { Host = _folder.Path, Port = 5432, User = Superuser };

    /// <summary>The same for commands.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["PGHOST"] = _folder.Path, ["PGPORT"] = "5432", ["PGUSER"] = Superuser };

    /// <summary>Makes and starts one. Unavailable when the programs are not there or it does not start.</summary>
    public static async Task<TemporaryPostgres> StartAsync(int major, TimeProvider time, CancellationToken cancellation)
    {
        var (init, postgres, control) = (PostgresPrograms.FindServer("initdb", major), PostgresPrograms.FindServer("postgres", major), PostgresPrograms.FindServer("pg_ctl", major));
        var folder = new TemporaryFolder();
        try
        {
            await AsUser.GiveAsync(User, folder.Path, cancellation);
            var data = folder.PathOf("data");
            await ProgramRun.SucceedAsync(AsUser.StartIn(folder.Path, User, init, "-D", data, "-U", Superuser, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"), "making a server for the drill", cancellation);
            var server = RunningProgram.Start(AsUser.StartIn(folder.Path, User, postgres, ["-D", data, .. Settings(folder)]), cancellation);
            var started = new TemporaryPostgres(folder, server, control);
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // In order, so that it takes its shared memory with it.
        await ProgramRun.EndAsync(AsUser.Start(User, _control, "-D", _folder.PathOf("data"), "-m", "immediate", "-w", "stop"), CancellationToken.None);
        _server.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Settings(TemporaryFolder folder) =>
        new[] { "listen_addresses=", $"unix_socket_directories={folder.Path}", "port=5432", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0", "logging_collector=off" }
            .SelectMany(s => new[] { "-c", s });

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(Look, time, cancellation))
        {
            try
            {
                await new PostgresServer(Place).AskOneAsync("template1", "SELECT 1;", cancellation);
                return;
            }
            catch (StewardException failure) when (failure.Kind == FailureKind.Unavailable)
            {
                if (!_server.HasEnded && time.GetElapsedTime(began) < Patience) continue;
                var why = _server.Last;
                await DisposeAsync();
                throw StewardException.Unavailable($"The PostgreSQL server for the drill did not start: {why}", failure);
            }
        }
    }
}
