using System.Globalization;
using Steward.Kernel;
using Steward.Vault.Drills;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>A restored snapshot of a PostgreSQL server, on its way into one.</summary>
/// <param name="folder">The folder that it was restored into.</param>
/// <param name="snapshot">The snapshot.</param>
public sealed class PostgresFolder(string folder, Snapshot snapshot)
{
    private int Major => int.TryParse(snapshot.Details.GetValueOrDefault("serverMajor"), CultureInfo.InvariantCulture, out var told) ? told : 0;

    /// <summary>The databases that it holds.</summary>
    public IReadOnlyList<string> Databases { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(folder, PostgresSource.Folder)).Select(d => Uri.UnescapeDataString(Path.GetFileName(d))).Order(StringComparer.Ordinal)];

    /// <summary>Makes the roles of the snapshot on a server. Invalid when the server says no, for one that has them already as well.</summary>
    public Task RolesAsync(PostgresPlace server, CancellationToken cancellation) => new PostgresRestore(server, Major).GlobalsAsync(Path.Combine(folder, PostgresSource.Globals), cancellation);

    /// <summary>
    /// Restores a database into a server and compares it with the moment of its dump; the findings say what is different. NotFound when the snapshot does not have it;
    /// Conflict when the target is not empty.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="database">The database, as it was called.</param>
    /// <param name="name">How it is to be called.</param>
    /// <param name="findings">Is told what was compared.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task DatabaseAsync(PostgresPlace server, string database, string name, DrillFindings findings, CancellationToken cancellation)
    {
        var source = Path.Combine(folder, PostgresSource.Folder, Uri.EscapeDataString(database));
        if (!Directory.Exists(source)) throw StewardException.NotFound($"The snapshot has no database '{Texts.Clip(database, 80)}'; it has {Texts.Some([.. Databases], 10)}.");
        var wanted = Moment.Read(Path.Combine(source, Moment.FileName));
        await new PostgresRestore(server, Major).DatabaseAsync(Path.Combine(source, PostgresDump.FileName), name, wanted, cancellation);
        MomentComparison.Run(name, wanted, Measure(server, name, cancellation), findings);
    }

    private static IReadOnlyList<MomentLine> Measure(PostgresPlace server, string database, CancellationToken cancellation)
    {
        using var session = PostgresSession.Open(server, database, cancellation);
        var (_, sequences) = PostgresMeasure.Begin(session);
        return [.. PostgresMeasure.Measure(session), .. sequences];
    }
}
