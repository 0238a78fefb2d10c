using Steward.Kernel;

namespace Steward.Cli.Commands.Agent;

/// <summary>How an agent is run.</summary>
/// <param name="Url">The address of Steward.</param>
/// <param name="Name">The agent's name: that which its token is for.</param>
/// <param name="TokenFile">The file with its token.</param>
/// <param name="Vaults">The vaults that it knows, by name.</param>
internal sealed record AgentOptions(Uri Url, string Name, string TokenFile, IReadOnlyDictionary<string, AgentVault> Vaults)
{
    private const int MaxToken = 200;

    /// <summary>Whether it runs commands that plans name.</summary>
    public bool AllowsCommands { get; init; }

    /// <summary>Whether it writes over what is there when an approved restore says so.</summary>
    public bool AllowsInPlace { get; init; }

    /// <summary>The vault of a name; Invalid where the agent knows none of it: plans never name places by themselves.</summary>
    public AgentVault VaultOf(string name) => Vaults.GetValueOrDefault(name)
        ?? throw StewardException.Invalid($"This agent knows no vault '{Texts.Clip(name, 60)}'. Start it with --vault {Texts.Clip(name, 60)}=ADDRESS,PASSPHRASE_FILE");

    /// <summary>The token. It is read for each use: a new one needs no restart.</summary>
    public string Token()
    {
        using var file = File.OpenText(TokenFile);
        var buffer = new char[MaxToken + 1];
        var text = new string(buffer, 0, file.ReadBlock(buffer)).Trim();
        return text is { Length: > 0 and <= MaxToken } ? text : throw StewardException.Invalid($"{TokenFile} does not hold a token.");
    }
}

/// <summary>A vault that an agent knows.</summary>
/// <param name="Address">Where it lies.</param>
/// <param name="Secret">What opens it: the file with its passphrase, or the address of a key in Key Vault.</param>
internal sealed record AgentVault(string Address, string Secret)
{
    private const string KeyBegin = "https://";

    /// <summary>The key in Key Vault that opens it; null: a passphrase does.</summary>
    public string? KeyVaultKey => Secret.StartsWith(KeyBegin, StringComparison.OrdinalIgnoreCase) ? Secret : null;

    /// <summary>The file with its passphrase; null: a key does.</summary>
    public string? PassphraseFile => KeyVaultKey is null ? Secret : null;

    /// <summary>Whether its credentials may delete, and the agent forgets there what plans do not keep.</summary>
    public bool IsKeeper { get; init; }

    /// <summary>Reads <c>NAME=ADDRESS,PASSPHRASE_FILE</c>, or with the address of a key in Key Vault in place of the file.</summary>
    public static KeyValuePair<string, AgentVault> Parse(string text, Func<string, string> pathOf)
    {
        var (equals, comma) = (text.IndexOf('=', StringComparison.Ordinal), text.LastIndexOf(','));
        if (equals < 1 || comma < equals + 2 || comma == text.Length - 1)
            throw StewardException.Invalid($"'{Texts.Clip(text, 120)}' names no vault: write NAME=ADDRESS,PASSPHRASE_FILE, such as main=/srv/vault,/etc/steward/main.passphrase; in place of the file a key in Key Vault, https://VAULT.vault.azure.net/keys/NAME.");
        var secret = text[(comma + 1)..];
        return new(text[..equals], new AgentVault(text[(equals + 1)..comma], secret.StartsWith(KeyBegin, StringComparison.OrdinalIgnoreCase) ? secret : pathOf(secret)));
    }
}
