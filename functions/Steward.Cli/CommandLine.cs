using System.CommandLine;
using System.CommandLine.Help;

namespace Steward.Cli;

/// <summary>The command line as one call: a process makes it once, tests as often as they like in theirs.</summary>
internal static class CommandLine
{
    // Whoever is stopped ends what it has begun: test commands, checkouts, announcements.
    private static readonly TimeSpan _toEnd = TimeSpan.FromSeconds(30);

    /// <summary>Carries out one command; gives its exit code, see <see cref="Exit"/>.</summary>
    /// <param name="services">What it gets from the outside. Signals of the terminal are the process' own.</param>
    /// <param name="arguments">The words behind <c>steward</c>.</param>
    public static async Task<int> RunAsync(CliServices services, IReadOnlyList<string> arguments)
    {
        // No RootCommand: that one would call itself by its file, Steward.Cli.
        var root = new Command("steward", "Steward runs the five stages of a team's software lifecycle. Exit codes: 0 yes, 1 no, 2 input, 3 unreachable.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
        };
        foreach (var command in CommandGroups.All.SelectMany(group => group.Build(services))) root.Add(command);
        // @ is where npm's scoped names begin, and not a file with more arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = _toEnd, Output = services.Writer, Error = services.Notes.Profile.Out.Writer });
        return parsed.Errors.Count > 0 ? Exit.Input : exit;
    }
}
