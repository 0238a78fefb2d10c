using System.CommandLine;
using Spectre.Console;
using Steward.Gates;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;

namespace Steward.Cli.Commands.Seats;

/// <summary><c>steward seats check FILE.csv</c>: compares and forecasts without a server; 0 in order, 1 more used than bought, 2 bad rows.</summary>
internal static class CheckCommand
{
    private const int UnusedAfterDays = 60;

    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with licences and seats." };
        var dates = new Option<string?>("--dates") { Description = "How dates are written beside 2026-12-31: dd.MM.yyyy." };
        var on = new Option<string?>("--on") { Description = "The day to compare for: 2026-12-31. Left out: today." };
        var unused = new Option<int>("--unused-after") { Description = "After how many days without use a seat counts as unused.", DefaultValueFactory = _ => UnusedAfterDays };
        var json = CommandActions.JsonOption();
        return new Command("check", "Compares a file's seats with their use and forecasts, without a server.") { file, dates, on, unused, json }.Does(services, async (parsed, cancellation) =>
        {
            var import = SeatCsv.Read(await SeatFile.ReadAsync(services.PathOf(parsed.GetValue(file)!), cancellation), parsed.GetValue(dates));
            var day = DateOnly.FromDateTime((parsed.GetValue(on) is { } asked ? Days.Read(asked) : services.Time.GetUtcNow()).UtcDateTime);
            var report = SeatReport.Of(OfflineSeats.Of(import, day), day, parsed.GetValue(unused));
            if (parsed.GetValue(json)) services.PrintJson(new { report.Day, report.Licences, report.Costs, import.Problems });
            else SeatTables.Show(services, report);
            foreach (var problem in import.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem.ToString()}[/]");
            if (import.Problems.Count > 0) return Exit.Input;
            return report.Licences.Any(l => l.Use.Verdict == Verdict.Fail) ? Exit.No : Exit.Yes;
        });
    }
}
