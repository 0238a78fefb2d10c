using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Steward.Kernel;

namespace Steward.Cli;

/// <summary>What all commands share: the <c>--json</c> option, one JSON document on standard output, failures as exit codes.</summary>
internal static class CommandActions
{
    /// <summary>The option that asks for one JSON document. Each command makes its own.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document instead of text for people." };

    /// <summary>Sets what the command does; a failure becomes a sentence on standard error and an exit code.</summary>
    public static Command Does(this Command command, CliServices services, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await action(parsed, cancellation);
            }
            catch (StewardException failure)
            {
                services.Notes.MarkupLineInterpolated($"[red]{failure.Message}[/]");
                return failure.Kind == FailureKind.Unavailable ? Exit.Unreachable : Exit.Input;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                services.Notes.MarkupLineInterpolated($"[red]{failure.Message}[/]");
                return Exit.Input;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                services.Notes.MarkupLineInterpolated($"[yellow]Stopped before it was done. Give the same command again when it is to go on.[/]");
                return Exit.Stopped;
            }
            catch (HttpRequestException failure)
            {
                services.Notes.MarkupLineInterpolated($"[red]The service could not be reached: {failure.Message}. Check STEWARD_URL and that it is running.[/]");
                return Exit.Unreachable;
            }
        });
        return command;
    }

    /// <summary>Prints one JSON document.</summary>
    public static void PrintJson<T>(this CliServices services, T document) =>
        services.Writer.WriteLine(JsonSerializer.Serialize(document, Json.Indented));
}
