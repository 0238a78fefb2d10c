using System.Globalization;
using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>
/// Databases of a PostgreSQL server: <c>databases/NAME/database.dump</c> with <c>moment.jsonl</c> beside it, and the roles in <c>globals.sql</c>. Names are
/// percent-encoded where a path could not have them.
/// </summary>
/// <param name="place">The server.</param>
/// <param name="database">One database; null: all that can be connected to and are no templates.</param>
/// <param name="time">The clock.</param>
public sealed class PostgresSource(PostgresPlace place, string? database, TimeProvider time) : IBackupSource
{
    /// <summary>The folder of the databases.</summary>
    internal const string Folder = "databases";

    /// <summary>The file of the roles.</summary>
    internal const string Globals = "globals.sql";

    private const string AllDatabases = "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate;";
    private const string IsSuper = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user;";
    private readonly Dictionary<string, string> _details = [];

    /// <inheritdoc/>
    public string Kind => "postgres";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [database is null ? $"{place}" : $"{place}/{database}"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var server = new PostgresServer(place);
        var first = database ?? "postgres";
        var (version, major) = await server.VersionAsync(first, cancellation);
        var names = database is null ? await server.AskAsync(first, AllDatabases, cancellation) : [database];
        _details["serverVersion"] = version;
        _details["serverMajor"] = major.ToString(CultureInfo.InvariantCulture);
        _details["clientVersion"] = await ClientAsync(major, cancellation);
        _details["databases"] = names.Length.ToString(CultureInfo.InvariantCulture);
        var now = time.GetUtcNow();
        yield return SourceEntries.Folder(Folder, now);
        foreach (var name in names.OrderBy(Uri.EscapeDataString, StringComparer.Ordinal))
            foreach (var entry in Database(name, major, now, cancellation)) yield return entry;
        yield return await GlobalsAsync(server, first, major, now, cancellation);
    }

    private IEnumerable<SourceEntry> Database(string name, int major, DateTimeOffset now, CancellationToken cancellation)
    {
        var folder = $"{Folder}/{Uri.EscapeDataString(name)}";
        var known = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => known.TrySetCanceled(cancellation));
        yield return SourceEntries.Folder(folder, now);
        yield return SourceEntries.File($"{folder}/{PostgresDump.FileName}", now, () => PostgresDump.Open(place, name, major, known, cancellation));
        yield return SourceEntries.File($"{folder}/{Moment.FileName}", now, () => new MomentContent(known.Task));
    }

    private async Task<SourceEntry> GlobalsAsync(PostgresServer server, string first, int major, DateTimeOffset now, CancellationToken cancellation)
    {
        // Only a superuser may read the roles' passwords (as hashes); the roles themselves everybody may.
        var isSuper = await server.AskOneAsync(first, IsSuper, cancellation) == "t";
        _details["rolePasswords"] = isSuper ? "kept" : "left out: only a superuser may read them";
        string[] arguments = ["--globals-only", "--no-password", $"--database={PostgresPrograms.Connection(first)}", .. isSuper ? (string[])[] : ["--no-role-passwords"]];
        var end = await ProgramRun.SucceedAsync(PostgresPrograms.Start("pg_dumpall", major, place, first, arguments), "the dump of the roles", cancellation);
        return SourceEntries.File(Globals, now, end.Output);
    }

    private async Task<string> ClientAsync(int major, CancellationToken cancellation)
    {
        var end = await ProgramRun.SucceedAsync(PostgresPrograms.Start("pg_dump", major, place, null, "--version"), "telling its version", cancellation);
        return Texts.Clip(end.Text, 100);
    }
}
