using System.CommandLine;
using Steward.Vault.Sources.Databases.MySql;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary>The options that name a MySQL or MariaDB server.</summary>
internal sealed class MySqlOptionsOf
{
    private readonly Option<string?> _server = new("--server") { Description = "Host name; without it this machine." };
    private readonly Option<int?> _port = new("--port") { Description = "The port." };
    private readonly Option<string?> _socket = new("--socket") { Description = "A Unix socket." };
    private readonly Option<string?> _user = new("--user") { Description = "The user." };
    private readonly Option<string?> _file = new("--option-file") { Description = "A file with [client] options, such as the password. Passwords are never given in words." };

    public IReadOnlyList<Option> All => [_server, _port, _socket, _user, _file];

    public MySqlPlace Of(CliServices services, ParseResult parsed) => new()
    {
        Host = parsed.GetValue(_server), Port = parsed.GetValue(_port), Socket = parsed.GetValue(_socket), User = parsed.GetValue(_user),
        OptionFile = parsed.GetValue(_file) is { } file ? services.PathOf(file) : null,
    };
}
