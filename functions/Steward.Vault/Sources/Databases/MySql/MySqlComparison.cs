using System.Globalization;
using System.Text;
using Steward.Vault.Drills;
using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>Holds a restored database against its dump: rows and checksum of each table and the numbers of other objects by a second dump, and rows as the server itself counts them.</summary>
/// <param name="place">The server.</param>
internal sealed class MySqlComparison(MySqlPlace place)
{
    /// <summary>Compares one database.</summary>
    /// <param name="database">Its name on the server.</param>
    /// <param name="wanted">What the dump says of it.</param>
    /// <param name="file">Where the second dump goes; it is removed.</param>
    /// <param name="findings">What is different.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(string database, IReadOnlyList<MomentLine> wanted, string file, DrillFindings findings, CancellationToken cancellation)
    {
        Write(database, file, cancellation);
        var found = await MySqlTables.InAsync(file, cancellation);
        File.Delete(file);
        MomentComparison.Run(database, wanted, found.GetValueOrDefault(database) ?? [], findings);
        await CountAsync(database, wanted, findings, cancellation);
    }

    private void Write(string database, string file, CancellationToken cancellation)
    {
        using var dump = MySqlDump.Open(place, database, _ => { }, cancellation);
        using var to = File.Create(file);
        var part = new byte[1 << 20];
        for (int read; (read = dump.Read(part)) > 0;) to.Write(part.AsSpan(0, read));
    }

    private async Task CountAsync(string database, IReadOnlyList<MomentLine> wanted, DrillFindings findings, CancellationToken cancellation)
    {
        // Only what the server still has: that a table is missing is told already.
        var there = await AskAsync($"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA = CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(database))} USING utf8)", cancellation);
        foreach (var table in wanted.Where(l => l.Kind == "table"))
        {
            if (!there.Contains(table.Name, StringComparer.Ordinal)) continue;
            var count = await AskAsync($"SELECT COUNT(*) FROM {Quoted(database)}.{Quoted(table.Name)}", cancellation);
            if (count is not [var text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) || rows != table.Count)
                findings.Different($"Table {table.Name} of database '{database}': the server counts {string.Join(' ', count)} rows, the dump has {table.Count}.");
        }
    }

    private Task<string[]> AskAsync(string sql, CancellationToken cancellation) => new MySqlClient(place).AskAsync(sql, cancellation);

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
