using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Keys;

namespace Steward.Cli.Commands.Vault;

/// <summary>The passphrase of a vault: from a file, from the environment, or asked for on a terminal. Never from the command's words, which others on the machine can see.</summary>
internal static class Passphrases
{
    private const string Variable = "STEWARD_VAULT_PASSPHRASE";
    private const int MaxBytes = 64 * 1024;

    /// <summary>Finds it.</summary>
    /// <param name="services">Where to look and to ask.</param>
    /// <param name="file">The file that was named, if any.</param>
    /// <param name="asTwice">True: it is asked for twice, for a slip would lock the vault for ever.</param>
    public static VaultSecret Of(CliServices services, string? file, bool asTwice = false)
    {
        if (file is not null) return VaultSecret.Passphrase(FirstLine(services.PathOf(file)));
        if (services.Environment(Variable) is { Length: > 0 } set) return VaultSecret.Passphrase(set);
        if (Console.IsInputRedirected || !services.Notes.Profile.Out.IsTerminal)
            throw StewardException.Invalid($"The vault's passphrase is not known: set {Variable}, or give --passphrase-file.");
        var asked = Ask(services, "Passphrase of the vault:");
        if (asTwice && Ask(services, "The same again:") != asked) throw StewardException.Invalid("The two passphrases are not the same: nothing was done.");
        return VaultSecret.Passphrase(asked);
    }

    private static string Ask(CliServices services, string prompt) => services.Notes.Prompt(new TextPrompt<string>(prompt).Secret(null));

    private static string FirstLine(string path)
    {
        if (!File.Exists(path)) throw StewardException.Invalid($"There is no file '{path}' with a passphrase: look at --passphrase-file.");
        if (new FileInfo(path).Length > MaxBytes) throw StewardException.Invalid($"'{path}' is too large for a file with a passphrase.");
        using var reader = new StreamReader(path);
        return reader.ReadLine() is { Length: > 0 } line ? line : throw StewardException.Invalid($"'{path}' has no passphrase in its first line.");
    }
}
