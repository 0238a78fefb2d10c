using System.Globalization;
using Steward.Vault.Drills.Servers;
using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Databases.Postgres;

namespace Steward.Vault.Drills.Kinds;

/// <summary>Databases of PostgreSQL: restored into a fresh server, every table compared by rows and checksum with the moment of its dump, sequences, large objects and the numbers of all else.</summary>
internal sealed class PostgresDrill : IDrill
{
    public string Kind => "postgres";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        var major = int.TryParse(place.Snapshot.Snapshot.Details.GetValueOrDefault("serverMajor"), CultureInfo.InvariantCulture, out var told) ? told : 0;
        await using var server = await TemporaryPostgres.StartAsync(major, place.Time, cancellation);
        var restore = new PostgresRestore(server.Place, major);
        await restore.GlobalsAsync(place.PathOf(PostgresSource.Globals), cancellation);
        foreach (var folder in Directory.EnumerateDirectories(place.PathOf(PostgresSource.Folder)).Order(StringComparer.Ordinal))
        {
            var wanted = Moment.Read(Path.Combine(folder, Moment.FileName));
            var database = Uri.UnescapeDataString(Path.GetFileName(folder));
            await restore.DatabaseAsync(Path.Combine(folder, PostgresDump.FileName), database, wanted, cancellation);
            MomentComparison.Run(database, wanted, Measure(server.Place, database, cancellation), findings);
        }

        await place.Command(server.Variables);
    }

    private static IReadOnlyList<MomentLine> Measure(PostgresPlace server, string database, CancellationToken cancellation)
    {
        using var session = PostgresSession.Open(server, database, cancellation);
        var (_, sequences) = PostgresMeasure.Begin(session);
        return [.. PostgresMeasure.Measure(session), .. sequences];
    }
}
