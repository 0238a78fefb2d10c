using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup mysql</c>.</summary>
internal sealed class MySqlSourceCommand : ISourceCommand
{
    private readonly Option<string?> _database = new("--database") { Description = "One database; without it all of them." };
    private readonly Option<string?> _server = new("--server") { Description = "Host name; without it this machine." };
    private readonly Option<int?> _port = new("--port") { Description = "The port." };
    private readonly Option<string?> _socket = new("--socket") { Description = "A Unix socket." };
    private readonly Option<string?> _user = new("--user") { Description = "The user." };
    private readonly Option<string?> _file = new("--option-file") { Description = "A file with [client] options, such as the password. Passwords are never given in words." };

    public string Name => "mysql";

    public string Description => "Back up databases of a MySQL or MariaDB server by its dump program, in one transaction. Passwords: MYSQL_PWD or an option file.";

    public IReadOnlyList<Symbol> Symbols => [_database, _server, _port, _socket, _user, _file];

    public IBackupSource Open(CliServices services, ParseResult parsed)
    {
        var place = new MySqlPlace { Host = parsed.GetValue(_server), Port = parsed.GetValue(_port), Socket = parsed.GetValue(_socket), User = parsed.GetValue(_user) };
        var file = parsed.GetValue(_file);
        return new MySqlSource(file is null ? place : place with { OptionFile = services.PathOf(file) }, parsed.GetValue(_database), services.Time);
    }
}
