using Steward.Kernel;
using Steward.Vault.Drills.Servers;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Vault.Drills.Kinds;

/// <summary>A dump of MySQL or MariaDB: loaded into a fresh server and dumped again; every table has to have the same rows, and as many as the server itself counts.</summary>
internal sealed class MySqlDrill : IDrill
{
    public string Kind => "mysql";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        var file = place.PathOf(MySqlSource.FileName);
        var wanted = await MySqlTables.InAsync(file, cancellation);
        if (!wanted.Values.Any(lines => lines.Any(l => l.Kind == "table"))) throw StewardException.Invalid($"{MySqlSource.FileName} makes no table.");
        await using var server = await TemporaryMySql.StartAsync(place.Time, cancellation);
        await server.LoadAsync(file, cancellation);
        using var scratch = new TemporaryFolder();
        var comparison = new MySqlComparison(server.Place);
        foreach (var (database, lines) in wanted) await comparison.RunAsync(database, lines, scratch.PathOf(MySqlSource.FileName), findings, cancellation);
        await place.Command(server.Variables);
    }
}
