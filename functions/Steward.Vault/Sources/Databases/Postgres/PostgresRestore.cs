using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>Restores into a server, by <c>pg_restore</c> and <c>psql</c> of the dump's version or newer.</summary>
/// <param name="place">The server.</param>
/// <param name="major">The major version of the server that was dumped.</param>
public sealed class PostgresRestore(PostgresPlace place, int major)
{
    /// <summary>The database that is there on every server.</summary>
    private const string Any = "template1";

    private const string Objects = """
        SELECT (SELECT count(*) FROM pg_catalog.pg_class c WHERE c.oid >= 16384) + (SELECT count(*) FROM pg_catalog.pg_proc p WHERE p.oid >= 16384)
          + (SELECT count(*) FROM pg_catalog.pg_namespace n WHERE n.oid >= 16384) + (SELECT count(*) FROM pg_catalog.pg_largeobject_metadata);
        """;

    private readonly PostgresServer _server = new(place);

    /// <summary>Makes the roles; those that are there get the attributes and passwords of the snapshot. Tablespaces are passed over: their folders belong to another machine.</summary>
    public async Task GlobalsAsync(string file, CancellationToken cancellation)
    {
        var there = (await _server.AskAsync(Any, "SELECT 'CREATE ROLE ' || pg_catalog.quote_ident(rolname) || ';' FROM pg_catalog.pg_roles;", cancellation)).ToHashSet(StringComparer.Ordinal);
        var lines = await File.ReadLinesAsync(file, cancellation).Where(l => !l.Contains(" TABLESPACE ", StringComparison.Ordinal) && !there.Contains(l) && !IsFrame(l)).ToListAsync(cancellation);
        // psql runs programs of this machine for whoever wrote the script, by commands that begin with a backslash anywhere in a line.
        if (lines.Exists(l => l.Contains('\\', StringComparison.Ordinal)))
            throw StewardException.Invalid($"The roles in {PostgresSource.Globals} hold a backslash, which psql could take for a command of its own: they are not restored. Look at the file with 'steward vault cat', and make them by hand.");
        var script = string.Join('\n', lines) + "\n";
        await ProgramRun.SucceedAsync(PostgresServer.Psql(place, Any, major), "restoring the roles", cancellation, Encoding.UTF8.GetBytes(script));
    }

    /// <summary>
    /// Makes a database and fills it. Conflict when one of that name is there and has tables; one that is empty (<c>postgres</c> of a new server) is made anew. With
    /// the collation C where the dump's own is not known here, so that every machine can take every dump.
    /// </summary>
    /// <param name="dump">The dump.</param>
    /// <param name="database">The name.</param>
    /// <param name="moment">What the dump's moment says: the encoding.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task DatabaseAsync(string dump, string database, IReadOnlyList<MomentLine> moment, CancellationToken cancellation)
    {
        await CheckEmptyAsync(database, cancellation);
        var encoding = moment.FirstOrDefault(l => l.Kind == "database")?.Sum ?? "UTF8";
        var name = $"\"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await _server.AskAsync(Any, $"DROP DATABASE IF EXISTS {name};", cancellation);
        await _server.AskAsync(Any, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding.Replace("'", "''", StringComparison.Ordinal)}' LC_COLLATE 'C' LC_CTYPE 'C';", cancellation);
        var restore = PostgresPrograms.Start("pg_restore", major, place, database, "--exit-on-error", "--no-password", "--no-tablespaces", $"--dbname={PostgresPrograms.Connection(database)}", dump);
        await ProgramRun.SucceedAsync(restore, $"restoring database '{Texts.Clip(database, 80)}'", cancellation);
    }

    // What newer dumps are framed with.
    private static bool IsFrame(string line) => line.StartsWith(@"\restrict ", StringComparison.Ordinal) || line.StartsWith(@"\unrestrict ", StringComparison.Ordinal);

    private async Task CheckEmptyAsync(string database, CancellationToken cancellation)
    {
        var literal = $"'{database.Replace("'", "''", StringComparison.Ordinal)}'";
        var there = await _server.AskAsync(Any, $"SELECT 1 FROM pg_catalog.pg_database WHERE datname = {literal};", cancellation);
        if (there.Length == 0) return;
        if (await _server.AskOneAsync(database, Objects, cancellation) != "0") throw new StewardException(FailureKind.Conflict, $"Database '{Texts.Clip(database, 80)}' of {place} is not empty: nothing was restored into it. Drop it, or restore under another name.");
    }
}
