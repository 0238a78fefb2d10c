using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.Postgres;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup postgres</c>.</summary>
internal sealed class PostgresSourceCommand : ISourceCommand
{
    private readonly Option<string?> _database = new("--database") { Description = "One database; without it all of them, with the roles." };
    private readonly PostgresOptionsOf _server = new();

    public string Name => "postgres";

    public string Description => "Back up databases of a PostgreSQL server, with what every table holds at that moment, so that a drill can compare. Passwords: PGPASSWORD, PGPASSFILE or ~/.pgpass.";

    public IReadOnlyList<Symbol> Symbols => [_database, .. _server.All];

    public IBackupSource Open(CliServices services, ParseResult parsed) => new PostgresSource(_server.Of(parsed), parsed.GetValue(_database), services.Time);
}

/// <summary>How a PostgreSQL server is named.</summary>
internal sealed class PostgresOptionsOf
{
    private readonly Option<string?> _server = new("--server") { Description = "Host name, or the folder of a Unix socket; without it PGHOST, or this machine." };
    private readonly Option<int?> _port = new("--port") { Description = "The port; without it PGPORT, or 5432." };
    private readonly Option<string?> _user = new("--user") { Description = "The role; without it PGUSER, or your own name." };

    public IReadOnlyList<Option> All => [_server, _port, _user];

    public PostgresPlace Of(ParseResult parsed) => new() { Host = parsed.GetValue(_server), Port = parsed.GetValue(_port), User = parsed.GetValue(_user) };
}
