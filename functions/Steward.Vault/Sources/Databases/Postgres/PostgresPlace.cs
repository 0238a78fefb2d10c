namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>
/// A PostgreSQL server. Passwords are never here: libpq takes them from the environment (<c>PGPASSWORD</c>, <c>PGPASSFILE</c>, <c>PGSERVICE</c>) or from
/// <c>~/.pgpass</c>, which the programs inherit.
/// </summary>
public sealed record PostgresPlace
{
    /// <summary>Host name, or the folder of a Unix socket; null: as libpq finds it.</summary>
    public string? Host { get; init; }

    /// <summary>The port; null: as libpq finds it.</summary>
    public int? Port { get; init; }

    /// <summary>The role; null: as libpq finds it.</summary>
    public string? User { get; init; }

    /// <summary>More variables for the programs, such as <c>PGPASSFILE</c> or <c>PGSSLMODE</c>.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>The place for people: <c>db.example.com:5432</c>.</summary>
    public override string ToString() => Port is null ? Host ?? "local" : $"{Host ?? "local"}:{Port}";
}
