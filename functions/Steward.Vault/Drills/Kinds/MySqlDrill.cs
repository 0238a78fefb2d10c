using Steward.Kernel;
using Steward.Vault.Drills.Servers;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Vault.Drills.Kinds;

/// <summary>A dump of MySQL or MariaDB: loaded into a fresh server and dumped again; every table has to have the same rows.</summary>
internal sealed class MySqlDrill : IDrill
{
    public string Kind => "mysql";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        var file = place.PathOf(MySqlSource.FileName);
        var wanted = await MySqlTables.InAsync(file, cancellation);
        if (wanted.Count == 0) throw StewardException.Invalid($"{MySqlSource.FileName} makes no table.");
        await using var server = await TemporaryMySql.StartAsync(place.Time, cancellation);
        await server.LoadAsync(file, cancellation);
        using var scratch = new TemporaryFolder();
        var again = scratch.PathOf(MySqlSource.FileName);
        DumpAgain(server.Place, wanted[0].Name.Split('.')[0] is var only && wanted.All(t => t.Name.StartsWith($"{only}.", StringComparison.Ordinal)) ? only : null, again, cancellation);
        MomentComparison.Run(place.Snapshot.Snapshot.Paths[0], wanted, await MySqlTables.InAsync(again, cancellation), findings);
        await place.Command(server.Variables);
    }

    private static void DumpAgain(MySqlPlace server, string? database, string file, CancellationToken cancellation)
    {
        using var dump = MySqlDump.Open(server, database, _ => { }, cancellation);
        using var to = File.Create(file);
        var part = new byte[1 << 20];
        for (int read; (read = dump.Read(part)) > 0;) to.Write(part.AsSpan(0, read));
    }
}
