using System.CommandLine;

namespace Steward.Cli.Commands.Vault;

/// <summary>A snapshot and a path in it, as <c>ls</c> and <c>cat</c> take them.</summary>
internal static class SnapshotPlace
{
    public static Argument<string> Snapshot() => new("SNAPSHOT") { Description = "The beginning of its id, or 'latest'." };

    public static Argument<string?> PathIn(string what) => new("PATH") { Description = what, Arity = ArgumentArity.ZeroOrOne };
}
