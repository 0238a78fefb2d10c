using System.CommandLine;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests</c>: the test sets of the policy, and the tests of a product over time, as a running Steward knows them.</summary>
internal sealed class TestsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("tests", "Runs, adds and removes test sets, and shows the tests of a product over time.")
        {
            RunCommand.Build(services),
            AddCommand.Build(services),
            RemoveCommand.Build(services),
            ListCommand.Build(services),
            HistoryCommand.Build(services),
            FlakyCommand.Build(services),
            SlowestCommand.Build(services),
        },
    ];
}
