using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup mysql</c>.</summary>
internal sealed class MySqlSourceCommand : ISourceCommand
{
    private readonly Option<string?> _database = new("--database") { Description = "One database; without it all of them." };
    private readonly MySqlOptionsOf _place = new();

    public string Name => "mysql";

    public string Description => "Back up databases of a MySQL or MariaDB server by its dump program, in one transaction. Passwords: MYSQL_PWD or an option file.";

    public IReadOnlyList<Symbol> Symbols => [_database, .. _place.All];

    public IBackupSource Open(CliServices services, ParseResult parsed) => new MySqlSource(_place.Of(services, parsed), parsed.GetValue(_database), services.Time);
}
