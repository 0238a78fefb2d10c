using System.CommandLine;
using Spectre.Console;
using Steward.Vault.Stores;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault init</c>: makes a vault.</summary>
internal static class InitCommand
{
    public static Command Build(CliServices services)
    {
        var options = new VaultOptionsOf();
        return options.AddTo(new Command("init", "Make a vault. Keep its passphrase: without it nobody can read what lies there, and nobody can give it back to you."))
            .Does(services, async (parsed, cancellation) =>
            {
                FolderStore.RefuseForeign(VaultAccess.Store(services, parsed, options).Address);
                await using var vault = await VaultAccess.InitAsync(services, parsed, options, cancellation);
                if (parsed.GetValue(options.Json)) services.PrintJson(new { vault = vault.Id, address = vault.Store.Address, verdict = "complete" });
                else services.Out.MarkupLineInterpolated($"The vault {vault.Id} is at {vault.Store.Address}. Keep its passphrase in two places that the vault does not protect; then 'steward vault backup PATH'.");
                return Exit.Yes;
            });
    }
}
