using System.Globalization;
using Steward.Vault.Drills.Servers;
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
        var restored = new PostgresFolder(place.Folder, place.Snapshot.Snapshot);
        await using var server = await TemporaryPostgres.StartAsync(major, place.Time, cancellation);
        await restored.RolesAsync(server.Place, cancellation);
        foreach (var database in restored.Databases) await restored.DatabaseAsync(server.Place, database, database, findings, cancellation);
        await place.Command(server.Variables);
    }
}
