using Spectre.Console;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Use;

namespace Steward.Cli.Commands.Seats;

/// <summary>Licences and seats for people at a terminal.</summary>
internal static class SeatTables
{
    private const int Width = 20;

    public static void Show(CliServices services, SeatReport report)
    {
        if (report.Licences.Count == 0)
        {
            services.Out.WriteLine("No licences are known yet. Import what was bought: steward seats import FILE.csv");
            return;
        }

        var table = Marks.Table("Licence", "Seats", "Used/bought", "Says", "Until", "Wasted a month");
        foreach (var l in report.Licences)
            table.AddRow(
                Marks.Plain(l.Licence.Id), Bar(l.Use), $"{l.Use.Assigned}/{l.Use.Bought}", $"{VerdictStyle.Markup(l.Use.Verdict)} {Marks.Plain(l.Use.Reason)}",
                l.Licence.Until is { } until ? SeatText.Day(until) : "-", l.Use.WastedPerMonth is { } wasted ? SeatText.Money(wasted, l.Licence.Cost!.Currency) : "-");
        services.Out.Write(table);
        services.Out.WriteLine("# used   - not used   . free   ! too many");
        foreach (var l in report.Licences.Where(l => l.Use.Unused.Count > 0))
            services.Out.MarkupLineInterpolated($"Not used, {l.Licence.Id}: {Texts.Some([.. l.Use.Unused.Select(u => u.Person)], 10)}");
        Warn(services, report);
        if (report.Unfinished is { } unfinished) services.Out.MarkupLineInterpolated($"[red]! {unfinished}[/]");
        foreach (var c in report.Costs)
            services.Out.MarkupLineInterpolated($"{SeatText.Money(c.PerMonth, c.Currency)} a month, of which {SeatText.Money(c.WastedPerMonth, c.Currency)} for seats that nobody uses");
    }

    public static void Forecast(CliServices services, SeatReport report)
    {
        var table = Marks.Table("Licence", "A month", "Used up", "Forecast", "Until");
        foreach (var l in report.Licences)
            table.AddRow(
                Marks.Plain(l.Licence.Id), l.Forecast.PerMonth.ToString("+0.##;-0.##;0", System.Globalization.CultureInfo.InvariantCulture),
                l.Forecast.UsedUpOn is { } day ? SeatText.Day(day) : "-", Marks.Plain(l.Forecast.Reason), l.Licence.Until is { } until ? SeatText.Day(until) : "-");
        services.Out.Write(table);
        Warn(services, report);
    }

    public static void Show(CliServices services, LicenceHistory history)
    {
        var licence = history.Report.Licence;
        services.Out.MarkupLineInterpolated($"{licence.Title}: {SeatText.Terms(licence)}. From {history.Source}.");
        services.Out.MarkupLine($"{Bar(history.Report.Use)} {VerdictStyle.Markup(history.Report.Use.Verdict)} {Marks.Plain(history.Report.Use.Reason)}");
        services.Out.MarkupLineInterpolated($"{history.Report.Forecast.Reason}");
        if (history.Report.Warning is { } warning) services.Out.MarkupLineInterpolated($"[yellow]{warning.Message}[/]");
        var table = Marks.Table("Person", "Since", "Returned", "Last used");
        foreach (var a in history.Assignments.OrderBy(a => a.Returned is not null).ThenBy(a => a.Person, StringComparer.Ordinal))
            table.AddRow(Marks.Plain(a.Person), SeatText.Day(a.From), Day(a.Returned), Day(a.LastUsed));
        services.Out.Write(table);
        foreach (var former in history.Former) services.Out.MarkupLineInterpolated($"Until {SeatText.Day(former.Until)}: {SeatText.Terms(former.Licence)}.");
    }

    private static void Warn(CliServices services, SeatReport report)
    {
        foreach (var warning in report.Licences.Select(l => l.Warning).OfType<SeatWarning>().OrderBy(w => w.DaysLeft))
            services.Out.MarkupLineInterpolated($"[yellow]! {warning.Message}[/]");
    }

    // A mark for each kind of seat, never the colour alone.
    private static string Bar(SeatUse use)
    {
        var (most, idle) = (Math.Max(1, Math.Max(use.Bought, use.Assigned)), Math.Min(use.Unused.Count, use.Assigned - use.Over));
        int Cells(int seats) => seats == 0 ? 0 : Math.Max(1, (int)Math.Round((double)seats * Width / most));
        var (over, unused, free) = (Cells(use.Over), Cells(idle), Cells(use.Free));
        var used = use.Assigned - use.Over - idle == 0 ? 0 : Math.Max(1, Width - over - unused - free);
        return $"[green]{new string('#', used)}[/][grey]{new string('-', unused)}{new string('.', free)}[/][red]{new string('!', over)}[/]";
    }

    private static string Day(DateOnly? day) => day is { } known ? SeatText.Day(known) : "-";
}
