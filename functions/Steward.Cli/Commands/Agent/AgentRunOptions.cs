using System.CommandLine;
using Steward.Kernel;

namespace Steward.Cli.Commands.Agent;

/// <summary>What both <c>agent run</c> and <c>agent install</c> are told.</summary>
internal sealed class AgentRunOptions
{
    public Option<string> Url { get; } = new("--url") { Description = "The address of Steward, https.", Required = true };

    public Option<string> AgentName { get; } = new("--name") { Description = "The agent's name, as steward-backups.yaml has it.", Required = true };

    public Option<string> TokenFile { get; } = new("--token-file") { Description = "The file with the agent's token: steward tokens issue NAME --level Upload --scope backups:agent/NAME", Required = true };

    public Option<string[]> Vaults { get; } = new("--vault") { Description = "A vault by the name that plans give it: NAME=ADDRESS,PASSPHRASE_FILE, or a key in Key Vault (https://...) in place of the file. Several are given one after the other.", DefaultValueFactory = _ => [] };

    public Option<string[]> Keepers { get; } = new("--keeper")
    {
        Description = "A vault by its name where this agent's credentials may delete: it forgets there what plans do not keep, and prunes once a day. Without it nothing is ever removed.", DefaultValueFactory = _ => [],
    };

    public Option<bool> Commands { get; } = new("--allow-commands") { Description = "Run commands that plans name. Without it such plans fail: whoever writes the plan would run what he likes here." };

    public Option<bool> InPlace { get; } = new("--allow-in-place") { Description = "Carry out approved restores over what is there." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Url, AgentName, TokenFile, Vaults, Keepers, Commands, InPlace]) command.Add(option);
    }

    public AgentOptions Read(ParseResult parsed, Func<string, string> pathOf)
    {
        if (!Uri.TryCreate(parsed.GetRequiredValue(Url), UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw StewardException.Invalid("--url must be an https address; http only to this machine, because the token goes with each request.");
        var name = parsed.GetRequiredValue(AgentName);
        if (name.Length is 0 or > 60 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) throw StewardException.Invalid("--name has up to 60 lower-case letters, digits and '-'.");
        var vaults = parsed.GetRequiredValue(Vaults).Select(v => AgentVault.Parse(v, pathOf)).DistinctBy(v => v.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var keeper in parsed.GetRequiredValue(Keepers))
            vaults[keeper] = vaults.TryGetValue(keeper, out var vault) ? vault with { IsKeeper = true } : throw StewardException.Invalid($"--keeper names '{Texts.Clip(keeper, 60)}', and no --vault has that name.");
        return new AgentOptions(url, name, pathOf(parsed.GetRequiredValue(TokenFile)), vaults) { AllowsCommands = parsed.GetValue(Commands), AllowsInPlace = parsed.GetValue(InPlace) };
    }
}
