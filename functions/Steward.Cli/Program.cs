using System.CommandLine;
using System.CommandLine.Help;
using Spectre.Console;
using Steward.Cli;
using Steward.Cli.Views;

#pragma warning disable RS0030 // The composition root of the command line: the only place that reads clock and environment.
var services = new CliServices(
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }),
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
    TimeProvider.System,
    Environment.GetEnvironmentVariable,
    Environment.GetEnvironmentVariable("STEWARD_FOLDER") ?? Environment.CurrentDirectory);
#pragma warning restore RS0030

// A file or a pipe has no width of its own: rows stay whole for whoever reads them there.
if (Console.IsOutputRedirected) services.Out.Profile.Width = 200;
if (Console.IsErrorRedirected) services.Notes.Profile.Width = 200;

foreach (var console in (IAnsiConsole[])[services.Out, services.Notes]) console.Pipeline.Attach(new HarmlessText());

// No RootCommand: that one would call itself by its file, Steward.Cli.
var root = new Command("steward", "Steward runs the five stages of a team's software lifecycle. Exit codes: 0 yes, 1 no, 2 input, 3 unreachable.")
{
    new HelpOption { Recursive = true },
    new VersionOption(),
};
foreach (var command in CommandGroups.All.SelectMany(group => group.Build(services))) root.Add(command);
// @ is where npm's scoped names begin, and not a file with more arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
// Whoever is stopped ends what it has begun: test commands, checkouts, announcements.
var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? Exit.Input : exit;
