using System.Globalization;
using Steward.Kernel;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>
/// Finds PostgreSQL's own programs. Debian keeps one folder a major version; what lies in the PATH there is a wrapper that chooses by clusters of this machine. A
/// dump is made and restored by programs that are as new as the server or newer.
/// </summary>
internal static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The start of a program on a server and database.</summary>
    /// <param name="name">Such as <c>pg_dump</c>.</param>
    /// <param name="major">The oldest major version that will do.</param>
    /// <param name="place">The server.</param>
    /// <param name="database">The database: in the environment, where it cannot be taken for a connection string.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramStart Start(string name, int major, PostgresPlace place, string? database, params IReadOnlyList<string> arguments) =>
        new(Find(name, major), arguments) { Environment = Variables(place, database), Package = $"postgresql-client-{Math.Max(major, 15)}" };

    /// <summary>The path of a program that only a server has, such as <c>initdb</c>. Unavailable when it is not there.</summary>
    public static string FindServer(string name, int major) =>
        Find(name, major) is var path && Path.IsPathRooted(path)
            ? path
            : throw StewardException.Unavailable($"There is no {name} of PostgreSQL {major} or newer on this machine. Install the Debian package postgresql-{major}.");

    /// <summary>A database as an argument: a name alone could be taken for a connection string.</summary>
    public static string Connection(string database) =>
        $"dbname='{database.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    // The oldest that will do: the nearest to the server. Without any: what the PATH has.
    private static string Find(string name, int major)
    {
        if (!Directory.Exists(Debian)) return name;
        var found = Directory.EnumerateDirectories(Debian)
            .Select(d => (Major: int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0, Path: Path.Combine(d, "bin", name)))
            .Where(p => p.Major >= major && p.Major > 0 && File.Exists(p.Path));
        return (major == 0 ? found.MaxBy(p => p.Major) : found.MinBy(p => p.Major)).Path ?? name;
    }

    private static Dictionary<string, string?> Variables(PostgresPlace place, string? database)
    {
        var all = new Dictionary<string, string?>(place.Variables) { ["PGAPPNAME"] = "steward", ["LC_ALL"] = "C", ["PGCLIENTENCODING"] = "UTF8" };
        if (place.Host is not null) all["PGHOST"] = place.Host;
        if (place.Port is { } port) all["PGPORT"] = port.ToString(CultureInfo.InvariantCulture);
        if (place.User is not null) all["PGUSER"] = place.User;
        if (database is not null) all["PGDATABASE"] = database;
        return all;
    }
}
