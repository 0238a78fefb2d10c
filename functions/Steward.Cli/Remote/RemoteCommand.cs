using System.CommandLine;

namespace Steward.Cli.Remote;

/// <summary>What commands share that talk to a running Steward: they open the client, ask, and print JSON or text.</summary>
internal static class RemoteCommand
{
    /// <summary>Sets what the command asks and how people are shown the answer; <c>--json</c> prints the answer as it is.</summary>
    public static Command Asks<T>(
        this Command command, CliServices services, Func<StewardClient, ParseResult, CancellationToken, Task<T>> ask, Action<T> show)
    {
        var json = CommandActions.JsonOption();
        command.Add(json);
        return command.Does(services, async (parsed, cancellation) =>
        {
            using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
            var answer = await ask(client, parsed, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else show(answer);
            return Exit.Yes;
        });
    }
}
