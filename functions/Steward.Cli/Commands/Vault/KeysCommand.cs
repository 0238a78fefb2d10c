using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Views;
using Steward.Kernel;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault keys</c>, <c>keys add</c>, <c>keys remove ID</c>: what opens a vault.</summary>
internal static class KeysCommand
{
    public static Command Build(CliServices services)
    {
        var options = new VaultOptionsOf();
        var command = options.AddToAll(new Command("keys", "Show what opens the vault; add and remove passphrases and keys in Key Vault.") { Add(services, options), Remove(services, options) });
        return command.Does(services, async (parsed, cancellation) =>
        {
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var keys = await vault.KeysAsync(cancellation);
            if (parsed.GetValue(options.Json))
            {
                services.PrintJson(new { keys });
                return Exit.Yes;
            }

            var table = Marks.Table("Id", "Kind", "Since (UTC)", "Label", "Key");
            foreach (var key in keys) table.AddRow(key.Id[..10], key.Kind, key.Created is { } since ? Marks.Of(since) : "", Marks.Plain(key.Label), Marks.Plain(key.Key ?? ""));
            services.Out.Write(table);
            return Exit.Yes;
        });
    }

    private static Command Add(CliServices services, VaultOptionsOf options)
    {
        var file = new Option<string?>("--new-passphrase-file") { Description = "A file whose first line is the new passphrase." };
        var key = new Option<string?>("--new-key-vault-key") { Description = "A key in Key Vault that is to open the vault too: https://VAULT.vault.azure.net/keys/NAME, or with /VERSION.", HelpName = "ADDRESS" };
        var label = new Option<string>("--label") { Description = "Whose it is. Everybody who can read the storage can read it.", DefaultValueFactory = _ => "" };
        return new Command("add", "Let another passphrase or key open the vault.") { file, key, label }.Does(services, async (parsed, cancellation) =>
        {
            var (newFile, newKey) = (parsed.GetValue(file), parsed.GetValue(key));
            if (newFile is null == newKey is null) throw StewardException.Invalid("Say what is to open the vault: --new-passphrase-file or --new-key-vault-key, one of the two.");
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var id = await vault.AddKeyAsync(VaultSecrets.Of(services, newFile, newKey), Texts.Clip(parsed.GetValue(label) ?? "", 200), cancellation);
            if (parsed.GetValue(options.Json)) services.PrintJson(new { id, verdict = "complete" });
            else services.Out.MarkupLineInterpolated($"The {(newKey is null ? "passphrase" : "key")} opens the vault now. Its id is {id[..10]}.");
            return Exit.Yes;
        });
    }

    private static Command Remove(CliServices services, VaultOptionsOf options)
    {
        var id = new Argument<string>("ID") { Description = "The beginning of its id." };
        return new Command("remove", "Take a passphrase or key away. Needs credentials that may delete.") { id }.Does(services, async (parsed, cancellation) =>
        {
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            await vault.RemoveKeyAsync(parsed.GetRequiredValue(id), cancellation);
            if (parsed.GetValue(options.Json)) services.PrintJson(new { verdict = "complete" });
            else services.Out.MarkupLineInterpolated($"It no longer opens the vault. Who kept a copy of its object and has the passphrase or key can still read what was stored until now.");
            return Exit.Yes;
        });
    }
}
