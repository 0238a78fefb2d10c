using Steward.Cli.Commands.Errors;
using Steward.Cli.Commands.Results;

namespace Steward.Cli;

/// <summary>Every group of commands, one line each, in the order of the help.</summary>
internal static class CommandGroups
{
    /// <summary>The groups.</summary>
    public static IReadOnlyList<ICommandGroup> All { get; } =
    [
        new ResultsCommands(),
        new ErrorsCommands(),
    ];
}
