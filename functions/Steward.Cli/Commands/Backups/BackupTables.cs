using System.Globalization;
using Spectre.Console;
using Steward.Cli.Views;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Showing;

namespace Steward.Cli.Commands.Backups;

/// <summary>Plans, runs and requests as tables.</summary>
internal static class BackupTables
{
    private const int Digits = 10;

    public static void Show(CliServices services, BackupReport report)
    {
        var table = Marks.Table("Plan", "State", "Newest backup", "Size", "Newest drill", "Next due", "Under way");
        foreach (var plan in report.Plans)
        {
            table.AddRow(
                Marks.Plain(plan.Plan.ToString()), Of(plan.State), $"{Time(plan.Newest?.EndedAt)} {Short(plan.Newest?.Snapshot)}", plan.Newest?.Counts is { } counts ? Bytes(counts.Bytes) : "",
                $"{Time(plan.Drill?.EndedAt)} {(plan.Drill is { } drill ? Of(drill.Outcome) : "")}", Time(plan.NextDue), Marks.Plain(string.Join(", ", plan.Orders.Select(Of))));
        }

        services.Out.Write(table);
        foreach (var plan in report.Plans.Where(p => p.State != PlanState.Proved)) services.Out.MarkupLineInterpolated($"{plan.Plan}: {plan.Reason}");
        foreach (var plan in report.Plans) Warn(services, plan);
    }

    public static void Show(CliServices services, PlanReport plan)
    {
        services.Out.MarkupLineInterpolated($"{plan.Plan}: {plan.What.Kind} to {plan.Vault} by {plan.Runner}. {plan.Reason} {plan.Retention}");
        var table = Marks.Table("Ended", "What", "Outcome", "Snapshot", "Files", "Bytes", "New", "Stored", "Problem");
        foreach (var run in plan.Runs)
        {
            var c = run.Counts;
            table.AddRow(Marks.Of(run.EndedAt), run.Kind.ToString(), Of(run.Outcome), Short(run.Snapshot), c is null ? "" : c.Files.ToString("N0", CultureInfo.InvariantCulture),
                c is null ? "" : Bytes(c.Bytes), c is null ? "" : Bytes(c.NewBytes), c is null ? "" : Bytes(c.StoredBytes), Marks.Plain(run.Problem));
        }

        services.Out.Write(table);
        Warn(services, plan);
    }

    public static void Show(CliServices services, RestoreRequests requests)
    {
        var table = Marks.Table("Request", "Plan", "Snapshot", "Where to", "State", "By", "Digest");
        foreach (var r in requests.Requests)
        {
            table.AddRow(r.Id, Marks.Plain(r.Wish.Plan.ToString()), Short(r.Wish.Snapshot), Marks.Plain(r.Wish.InPlace ? "over what is there" : r.Wish.Target), r.State.ToString(),
                Marks.Plain(r.DecidedBy is { } decided ? $"{r.By}, {decided}" : r.By), r.Digest[..12]);
        }

        services.Out.Write(table);
    }

    private static void Warn(CliServices services, PlanReport plan)
    {
        foreach (var warning in plan.Warnings) services.Out.MarkupLineInterpolated($"[yellow]{plan.Plan}: {warning}[/]");
    }

    private static string Of(BackupOrder order) => $"{order.Kind} {(order.Claim is null ? order.IsLate ? "late" : "waiting" : order.IsStuck ? "stuck" : "running")}{(order.Claim?.Progress is { } p ? $" {Bytes(p.Bytes)}{(p.TotalBytes is { } all ? $" of {Bytes(all)}" : "")}" : "")}";

    private static string Of(PlanState state) => state switch
    {
        PlanState.Proved => "[green]proved[/]",
        PlanState.Unproved => "[yellow]not proved[/]",
        PlanState.Missing => "[yellow]missing[/]",
        PlanState.Failed => "[red]failed[/]",
        _ => "[red]cannot be run[/]",
    };

    private static string Of(RunOutcome outcome) => outcome switch { RunOutcome.Done => "[green]done[/]", RunOutcome.Missed => "[yellow]missed[/]", _ => "[red]failed[/]" };

    private static string Time(DateTimeOffset? time) => time is { } known ? Marks.Of(known) : "none";

    private static string Short(string? snapshot) => snapshot is null ? "" : Marks.Plain(snapshot[..Math.Min(Digits, snapshot.Length)]);

    private static string Bytes(long bytes) => bytes switch
    {
        < 1L << 10 => $"{bytes} B",
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB"),
    };
}
