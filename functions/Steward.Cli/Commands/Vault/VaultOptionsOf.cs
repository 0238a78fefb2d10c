using System.CommandLine;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary>The options that every command of a vault has. Each command makes its own.</summary>
internal sealed class VaultOptionsOf
{
    public Option<string?> Vault { get; } = new("--vault") { Description = "The vault: file:///DIR, a path, or azure://CONTAINER. Without it STEWARD_VAULT." };

    public Option<string?> PassphraseFile { get; } = new("--passphrase-file") { Description = "A file whose first line is the passphrase. Without it STEWARD_VAULT_PASSPHRASE, or it is asked for." };

    public Option<string?> KeyVaultKey { get; } = new("--key-vault-key")
    {
        Description = "A key in Key Vault instead of a passphrase: https://VAULT.vault.azure.net/keys/NAME, or with /VERSION. It is asked as your Azure identity.", HelpName = "ADDRESS",
    };

    public Option<string?> LimitRate { get; } = new("--limit-rate") { Description = "The most bytes a second to and from the storage: 500k, 10M, 1G." };

    public Option<bool> Json { get; } = CommandActions.JsonOption();

    /// <summary>Adds them to a command.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in All) command.Add(option);
        return command;
    }

    /// <summary>Adds them to a command and to all below it: they may stand before the name of what is below, or behind it.</summary>
    public Command AddToAll(Command command)
    {
        foreach (var option in All) option.Recursive = true;
        return AddTo(command);
    }

    private IEnumerable<Option> All => [Vault, PassphraseFile, KeyVaultKey, LimitRate, Json];
}

/// <summary>Which snapshots are meant.</summary>
internal sealed class FilterOptionsOf
{
    public Option<string?> Host { get; } = new("--host") { Description = "Only snapshots of this machine." };

    public Option<string[]> Path { get; } = new("--path") { Description = "Only snapshots of this path (more than one: of all of them)." };

    public Option<string[]> Tag { get; } = new("--tag") { Description = "Only snapshots with this tag (more than one: with all of them)." };

    public Command AddTo(Command command)
    {
        command.Add(Host);
        command.Add(Path);
        command.Add(Tag);
        return command;
    }

    /// <summary>Adds them to a command and to all below it.</summary>
    public Command AddToAll(Command command)
    {
        foreach (var option in (Option[])[Host, Path, Tag]) option.Recursive = true;
        return AddTo(command);
    }

    public SnapshotFilter Of(ParseResult parsed) => new() { Host = parsed.GetValue(Host), Paths = parsed.GetValue(Path) ?? [], Tags = parsed.GetValue(Tag) ?? [] };
}
