using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Security.Seats;

namespace Steward.Cli.Commands.Seats;

/// <summary><c>steward seats import</c>: 0 taken (or would be), 1 when the brake on returned seats held it, 2 when bad rows stopped it.</summary>
internal static class ImportCommand
{
    public static Command Build(CliServices services)
    {
        var file = new Argument<string?>("FILE") { Description = "A CSV file.", Arity = ArgumentArity.ZeroOrOne };
        var github = new Option<string?>("--github") { Description = "Read the seats of this GitHub organisation instead of a file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var partial = new Option<bool>("--partial") { Description = "Take the good rows though others are bad." };
        var complete = new Option<bool>("--complete") { Description = "People whom the file does not name with a licence give their seat of it back." };
        var over = new Option<bool>("--override") { Description = "Also when more seats would be returned than the brake allows at once." };
        var dates = new Option<string?>("--dates") { Description = "How dates are written beside 2026-12-31: dd.MM.yyyy." };
        var json = CommandActions.JsonOption();
        var command = new Command("import", "Imports licences and seats from a CSV file, or from GitHub.") { file, github, dryRun, partial, complete, over, dates, json };
        return command.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var query = $"?dryRun={Word(parsed.GetValue(dryRun))}&override={Word(parsed.GetValue(over))}";
            if (parsed.GetValue(github) is null == parsed.GetValue(file) is null) throw StewardException.Invalid("Give either a file or --github ORGANISATION.");
            var answer = parsed.GetValue(github) is { } owner
                ? await client.PostAsync<ImportAnswer>($"{SeatsCommands.Path}/import/github/{Uri.EscapeDataString(owner)}{query}", new { }, cancellation)
                : await SendAsync(client, services.PathOf(parsed.GetValue(file)!), $"{query}&partial={Word(parsed.GetValue(partial))}&complete={Word(parsed.GetValue(complete))}{Dates(parsed.GetValue(dates))}", cancellation);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else Show(services, answer, parsed.GetValue(dryRun));
            return answer.Held is not null ? Exit.No : answer is { Applied: false, ProblemCount: > 0 } ? Exit.Input : Exit.Yes;
        });
    }

    private static async Task<ImportAnswer> SendAsync(StewardClient client, string path, string query, CancellationToken cancellation)
    {
        await using var content = SeatFile.Open(path);
        using var body = new StreamContent(content);
        body.Headers.ContentType = new("text/csv");
        return await client.PostContentAsync<ImportAnswer>($"{SeatsCommands.Path}/import{query}", body, cancellation);
    }

    private static void Show(CliServices services, ImportAnswer answer, bool dryRun)
    {
        foreach (var problem in answer.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem.ToString()}[/]");
        foreach (var change in answer.Changes) services.Out.MarkupLineInterpolated($"{change}");
        if (answer.ChangeCount > answer.Changes.Count) services.Out.WriteLine($"and {answer.ChangeCount - answer.Changes.Count} more.");
        if (answer.ProblemCount > answer.Problems.Count) services.Notes.WriteLine($"and {answer.ProblemCount - answer.Problems.Count} more rows that cannot be read.");
        var done = (answer.Applied, dryRun) switch
        {
            _ when answer.Held is { } held => $"Held: {held} Nothing was imported. Look at what would be returned with --dry-run; --override takes it.",
            (true, _) => $"{Texts.Count(answer.ChangeCount, "change")} made.",
            (_, true) => $"{Texts.Count(answer.ChangeCount, "change")} would be made; nothing was.",
            _ => "Nothing was imported: mend the rows above, or take the good ones with --partial.",
        };
        services.Out.WriteLine($"{Texts.Count(answer.Rows, "row")} of {Texts.Count(answer.Licences, "licence")} read. {done}");
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string Dates(string? format) => format is null ? "" : $"&dates={Uri.EscapeDataString(format)}";
}
