using System.CommandLine;
using Steward.Kernel;

namespace Steward.Cli.Commands.Vault;

/// <summary>Options that stand before the name of a command below, where they are of the command above and would silently do nothing.</summary>
internal static class OptionsBefore
{
    /// <summary>Invalid when one of them was given.</summary>
    public static void Refuse(ParseResult parsed, IEnumerable<Option> options)
    {
        var command = parsed.CommandResult.Command.Name;
        if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given)
            throw StewardException.Invalid($"{given.Name} stands before '{command}', and is not for it: leave it out, or write it behind '{command}' where '{command} --help' lists it.");
    }
}
