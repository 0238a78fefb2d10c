using Steward.Kernel;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>The inventory as people see it, today.</summary>
public sealed class SeatOverview(SeatInventory inventory, SeatMachines machines, SeatImports imports, SeatOptions options, TimeProvider time)
{
    /// <summary>Everything, compared.</summary>
    public async Task<SeatReport> ReportAsync(CancellationToken cancellation)
    {
        var licences = await inventory.ListAsync(cancellation);
        var seen = licences.Any(l => l.Licence.Programs.Count > 0) ? await machines.ReadAsync(cancellation) : null;
        return SeatReport.Of(licences, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), options.UnusedAfterDays, seen) with { Unfinished = await imports.UnfinishedAsync(cancellation) };
    }

    /// <summary>One licence, compared, with its history; NotFound when there is none.</summary>
    public async Task<LicenceHistory> HistoryAsync(string licence, CancellationToken cancellation)
    {
        var seats = await inventory.RequireAsync(licence, cancellation);
        var report = await ReportAsync(cancellation);
        var shown = report.Licences.FirstOrDefault(l => l.Licence.Id == licence) ?? throw StewardException.NotFound($"There is no licence '{licence}' any more.");
        return new LicenceHistory(shown, seats.Assignments, seats.Former, seats.Source);
    }
}

/// <summary>One licence with what was when.</summary>
/// <param name="Report">What is now.</param>
/// <param name="Assignments">Who has or had a seat.</param>
/// <param name="Former">What its terms were.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record LicenceHistory(LicenceReport Report, IReadOnlyList<SeatAssignment> Assignments, IReadOnlyList<FormerTerms> Former, string Source);
