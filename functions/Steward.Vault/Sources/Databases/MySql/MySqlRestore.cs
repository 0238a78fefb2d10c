using System.Text;
using Steward.Kernel;
using Steward.Vault.Drills;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>Restores databases of a dump into a server, and compares: the server counts every table itself, and what it dumps has to be what was dumped.</summary>
/// <param name="place">The server.</param>
public sealed class MySqlRestore(MySqlPlace place)
{
    private readonly MySqlClient _client = new(place);

    /// <summary>
    /// Restores. Conflict when one of the databases is there and not empty: nothing is touched then. NotFound when the dump does not have the database. The server's own databases (users,
    /// privileges) are left out.
    /// </summary>
    /// <param name="folder">The folder that the snapshot was restored into; what is needed meanwhile is written there.</param>
    /// <param name="database">One database; null: all.</param>
    /// <param name="name">How it is to be called; null: as before.</param>
    /// <param name="findings">What is different.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(string folder, string? database, string? name, DrillFindings findings, CancellationToken cancellation)
    {
        var (part, file) = (new MySqlPart(database, name), Path.Combine(folder, "part.sql"));
        await part.CopyAsync(Path.Combine(folder, MySqlSource.FileName), file, cancellation);
        if (part.Databases.Count == 0)
            throw StewardException.NotFound(database is null ? "The dump has no database but the server's own, and those are not restored." : $"The dump has no database '{Texts.Clip(database, 80)}': nothing was restored. 'steward vault cat' shows the dump.");
        foreach (var one in part.Databases) await CheckEmptyAsync(one, cancellation);
        await using (var sql = File.OpenRead(file)) await _client.LoadAsync(sql, cancellation);
        var wanted = await MySqlTables.InAsync(file, cancellation);
        foreach (var one in part.Databases) await new MySqlComparison(place).RunAsync(one, wanted.GetValueOrDefault(one) ?? [], Path.Combine(folder, "again.sql"), findings, cancellation);
    }

    private async Task CheckEmptyAsync(string database, CancellationToken cancellation)
    {
        var text = $"CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(database))} USING utf8)";
        var there = await _client.AskAsync($"SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = {text}) + (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {text}) + (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {text})", cancellation);
        if (there is not ["0"]) throw new StewardException(FailureKind.Conflict, $"Database '{Texts.Clip(database, 80)}' of {place} is not empty: nothing was restored. Drop it, or restore under another name (--database NAME --as OTHER).");
    }
}
