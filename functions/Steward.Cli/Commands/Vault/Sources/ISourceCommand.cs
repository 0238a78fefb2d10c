using System.CommandLine;
using Steward.Vault.Sources;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary>A kind of source on the command line: <c>steward vault backup NAME ...</c>. One class each.</summary>
internal interface ISourceCommand
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>What it is, for the help.</summary>
    string Description { get; }

    /// <summary>Its arguments and options; each time the same ones.</summary>
    IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>The source that the words name.</summary>
    IBackupSource Open(CliServices services, ParseResult parsed);
}
