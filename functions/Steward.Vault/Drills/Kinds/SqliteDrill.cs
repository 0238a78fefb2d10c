using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Databases.Sqlite;

namespace Steward.Vault.Drills.Kinds;

/// <summary>A SQLite database: its own integrity check, and what its tables hold.</summary>
internal sealed class SqliteDrill : IDrill
{
    public string Kind => "sqlite";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        var file = place.PathOf(SqliteSource.FileName);
        await SqliteProgram.CheckAsync(file, cancellation);
        var found = await SqliteProgram.MeasureAsync(file, cancellation);
        MomentComparison.Run(place.Snapshot.Snapshot.Details.GetValueOrDefault("file", SqliteSource.FileName), Moment.Read(place.PathOf(Moment.FileName)), found, findings);
    }
}
