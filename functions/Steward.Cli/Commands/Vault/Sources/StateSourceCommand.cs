using System.CommandLine;
using Steward.Azure.Vaults.Sources;
using Steward.Cli.Storage;
using Steward.Vault.Sources;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup state</c>.</summary>
internal sealed class StateSourceCommand : ISourceCommand
{
    private readonly Option<string?> _prefix = new("--prefix") { Description = "The prefix of its tables and containers; without it the usual one." };

    public string Name => "state";

    public string Description => "Back up Steward's own state: all tables and blob containers of its prefix in the storage that STEWARD_STORAGE names.";

    public IReadOnlyList<Symbol> Symbols => [_prefix];

    public IBackupSource Open(CliServices services, ParseResult parsed) => AzureSource.OfSteward(StorageSettings.Open(services, parsed.GetValue(_prefix)), services.Time);
}
