using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>
/// One database: a session exports its snapshot (<c>pg_export_snapshot</c>), <c>pg_dump --snapshot</c> dumps that very moment, and the session measures it meanwhile.
/// </summary>
internal static class PostgresDump
{
    /// <summary>The dump's name; the format is pg_dump's custom one, uncompressed, so that unchanged tables are found again in the vault.</summary>
    public const string FileName = "database.dump";

    // A table that somebody has locked for so long fails the dump, with its name, instead of holding it for ever.
    private const string LockPatience = "--lock-wait-timeout=30min";

    /// <summary>Starts the dump; its moment is made known when it has been read to its end.</summary>
    public static MeasuredDump Open(PostgresPlace place, string database, int major, TaskCompletionSource<byte[]> known, CancellationToken cancellation)
    {
        var session = PostgresSession.Open(place, database, cancellation);
        try
        {
            var (snapshot, sequences) = PostgresMeasure.Begin(session);
            var dump = RunningProgram.Start(
                PostgresPrograms.Start("pg_dump", major, place, database, "--format=custom", "--compress=0", "--no-password", LockPatience, $"--snapshot={snapshot}"), cancellation);
            var measuring = Task.Run(() => Moment.Write([.. PostgresMeasure.Measure(session), .. sequences]), CancellationToken.None);
            return new MeasuredDump(new ProgramContent(dump, $"the dump of database '{database}'"), measuring, known, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
