using System.CommandLine;
namespace Steward.Cli.Commands.Results;
internal static class PushCommand
{
    public static Command Build(CliServices services) => new("push");
}
