using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.Sqlite;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup sqlite FILE</c>.</summary>
internal sealed class SqliteSourceCommand : ISourceCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The database's file." };

    public string Name => "sqlite";

    public string Description => "Back up a SQLite database while it is in use: a consistent copy, which is checked before it counts.";

    public IReadOnlyList<Symbol> Symbols => [_file];

    public IBackupSource Open(CliServices services, ParseResult parsed) => new SqliteSource(services.PathOf(parsed.GetRequiredValue(_file)), services.Time);
}
