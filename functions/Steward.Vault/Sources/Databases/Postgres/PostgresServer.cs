using System.Globalization;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>Single questions to a server, by <c>psql</c>.</summary>
/// <param name="place">The server.</param>
internal sealed class PostgresServer(PostgresPlace place)
{
    private static readonly string[] Quiet = ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--no-password", "--set=ON_ERROR_STOP=1"];

    // What psql says when there is no connection.
    private const int NoConnection = 2;

    /// <summary>The start of a psql that reads commands from its input.</summary>
    public static ProgramStart Psql(PostgresPlace place, string database, int major = 0) => PostgresPrograms.Start("psql", major, place, database, Quiet);

    /// <summary>Runs SQL, and answers with the lines. Unavailable when the server does not answer, Invalid when it says no.</summary>
    public async Task<string[]> AskAsync(string database, string sql, CancellationToken cancellation)
    {
        var end = await ProgramRun.EndAsync(Psql(place, database), cancellation, Encoding.UTF8.GetBytes(sql + "\n"));
        return end.Code switch
        {
            0 => end.Lines,
            NoConnection => throw StewardException.Unavailable($"The PostgreSQL server {place} does not let us in: {end.Last}"),
            var code => throw StewardException.Invalid($"psql failed at database '{Texts.Clip(database, 80)}' of {place} (exit code {code}): {end.Last}"),
        };
    }

    /// <summary>Runs SQL in a database and answers with the first line.</summary>
    public async Task<string> AskOneAsync(string database, string sql, CancellationToken cancellation) =>
        await AskAsync(database, sql, cancellation) is [var first, ..] ? first : throw StewardException.Invalid($"The PostgreSQL server {place} gave no answer.");

    /// <summary>The server's version as it tells it, and its major version.</summary>
    public async Task<(string Version, int Major)> VersionAsync(string database, CancellationToken cancellation)
    {
        var version = await AskOneAsync(database, "SHOW server_version;", cancellation);
        var number = await AskOneAsync(database, "SHOW server_version_num;", cancellation);
        return (version, int.Parse(number, CultureInfo.InvariantCulture) / 10_000);
    }
}
