using System.CommandLine;

namespace Steward.Cli;

/// <summary>The commands of one capability: a folder in Commands/ and one line in <see cref="CommandGroups"/>.</summary>
internal interface ICommandGroup
{
    /// <summary>The top-level commands of the group: <c>ledger</c> with its <c>verify</c> and <c>prove</c>.</summary>
    IEnumerable<Command> Build(CliServices services);
}
