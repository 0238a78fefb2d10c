using Spectre.Console;
using Steward.Cli.Views;
using Steward.Vault.Keys;

namespace Steward.Cli;

/// <summary>What commands get from the outside: streams, clock and environment. Tests hand in their own.</summary>
/// <param name="Out">Standard output: results only.</param>
/// <param name="Notes">Standard error: progress and notes.</param>
/// <param name="Time">The clock.</param>
/// <param name="Environment">Reads a variable of the environment: <c>STEWARD_URL</c>, <c>STEWARD_TOKEN</c>...</param>
/// <param name="Folder">The folder the user stands in.</param>
internal sealed record CliServices(
    IAnsiConsole Out, IAnsiConsole Notes, TimeProvider Time, Func<string, string?> Environment, string Folder)
{
    /// <summary>Writes to two streams, for people where they are a terminal's.</summary>
    public static CliServices Over(TextWriter output, TextWriter notes, TimeProvider time, Func<string, string?> environment, string folder) =>
        new(Console(output), Console(notes), time, environment, folder);

    /// <summary>A key in Key Vault by its address, which opens vaults; null: as the Azure identity of whoever runs it. Its address is always https and its host somebody's in Azure.</summary>
    public Func<string, IKeyWrap>? KeyWrap { get; init; }

    /// <summary>The plain writer behind <see cref="Out"/>, for JSON.</summary>
    public TextWriter Writer => Out.Profile.Out.Writer;

    /// <summary>A path as the user wrote it, from the folder the user stands in.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    private static IAnsiConsole Console(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        // A file or a pipe has no width of its own: rows stay whole for whoever reads them there.
        if (!output.IsTerminal) console.Profile.Width = 200;
        console.Pipeline.Attach(new HarmlessText());
        return console;
    }
}
