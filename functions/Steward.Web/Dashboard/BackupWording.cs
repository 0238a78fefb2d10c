using System.Globalization;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Showing;

namespace Steward.Web.Dashboard;

/// <summary>Words and tones about backups.</summary>
internal static class BackupWording
{
    private const int Step = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Of(PlanState state) => state switch
    {
        PlanState.Proved => "Proved",
        PlanState.Unproved => "Not proved",
        PlanState.Missing => "Missing",
        PlanState.Failed => "Failed",
        _ => "Cannot be run",
    };

    public static string Tone(PlanState state) => state switch
    {
        PlanState.Proved => "pass",
        PlanState.Unproved => "missing",
        PlanState.Missing => "missing",
        PlanState.Failed => "fail",
        _ => "error",
    };

    public static string Tone(RunOutcome outcome) => outcome switch { RunOutcome.Done => "pass", RunOutcome.Missed => "missing", _ => "fail" };

    public static string Of(BackupRun drill) => drill.Outcome switch { RunOutcome.Done => "The same", RunOutcome.Missed => "Missed", _ => "Red" };

    public static (string Tone, string Word) Of(BackupOrder order) => order switch
    {
        { IsStuck: true } => ("fail", "Stuck"),
        { Claim: not null } => ("running", "Running"),
        { IsLate: true } => ("fail", "Late"),
        _ => ("missing", "Waiting"),
    };

    public static (string Tone, string Word) Of(RestoreRequest request) => request.State switch
    {
        RequestState.Asked => ("missing", "Waits"),
        RequestState.Approved => ("running", "Ordered"),
        RequestState.Done => ("pass", "Done"),
        RequestState.Failed => ("fail", "Failed"),
        RequestState.Refused => ("notneeded", "Refused"),
        _ => ("notneeded", "Expired"),
    };

    /// <summary>Bytes for people: 17.3 MiB.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= Step && unit < Units.Length - 1; unit++) size /= Step;
        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }

    /// <summary>How far an order is, in words.</summary>
    public static string Of(OrderProgress progress) =>
        $"{Bytes(progress.Bytes)}{(progress.TotalBytes is { } all ? $" of {Bytes(all)}" : "")}, {Kernel.Texts.Count(progress.Files, "file")}{(progress.Doing is { Length: > 0 } doing ? $": {doing}" : "")}";
}
