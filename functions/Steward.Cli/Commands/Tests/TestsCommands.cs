using System.CommandLine;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests</c>: the tests of a product over time, as a running Steward knows them.</summary>
internal sealed class TestsCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
    [
        new Command("tests", "The tests of a product over time.")
        {
            ListCommand.Build(services),
            HistoryCommand.Build(services),
            FlakyCommand.Build(services),
            SlowestCommand.Build(services),
        },
    ];
}
