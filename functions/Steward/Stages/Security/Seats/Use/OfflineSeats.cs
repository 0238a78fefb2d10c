using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>An inventory that is only what one file says.</summary>
public static class OfflineSeats
{
    /// <summary>The licences as an empty inventory would have them after the import.</summary>
    public static IReadOnlyList<LicenceSeats> Of(SeatImport import, DateOnly today) =>
        [.. import.Licences.Select(l => new SeatImporter(l, import.Source, new ImportMode()).Apply(null, today).Seats)];
}
