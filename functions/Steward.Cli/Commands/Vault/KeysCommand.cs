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
        var command = options.AddTo(new Command("keys", "Show what opens the vault; add and remove passphrases.") { Add(services), Remove(services) });
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

    private static Command Add(CliServices services)
    {
        var options = new VaultOptionsOf();
        var file = new Option<string>("--new-passphrase-file") { Description = "A file whose first line is the new passphrase.", Required = true };
        var label = new Option<string>("--label") { Description = "Whose it is. Everybody who can read the storage can read it.", DefaultValueFactory = _ => "" };
        return options.AddTo(new Command("add", "Let another passphrase open the vault.") { file, label }).Does(services, async (parsed, cancellation) =>
        {
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            var id = await vault.AddKeyAsync(Passphrases.Of(services, parsed.GetRequiredValue(file)), Texts.Clip(parsed.GetValue(label) ?? "", 200), cancellation);
            if (parsed.GetValue(options.Json)) services.PrintJson(new { id, verdict = "complete" });
            else services.Out.MarkupLineInterpolated($"The passphrase opens the vault now. Its id is {id[..10]}.");
            return Exit.Yes;
        });
    }

    private static Command Remove(CliServices services)
    {
        var options = new VaultOptionsOf();
        var id = new Argument<string>("ID") { Description = "The beginning of its id." };
        return options.AddTo(new Command("remove", "Take a passphrase or key away. Needs credentials that may delete.") { id }).Does(services, async (parsed, cancellation) =>
        {
            await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
            await vault.RemoveKeyAsync(parsed.GetRequiredValue(id), cancellation);
            if (parsed.GetValue(options.Json)) services.PrintJson(new { verdict = "complete" });
            else services.Out.MarkupLineInterpolated($"It no longer opens the vault. Who kept a copy of its object and knows the passphrase can still read what was stored until now.");
            return Exit.Yes;
        });
    }
}
