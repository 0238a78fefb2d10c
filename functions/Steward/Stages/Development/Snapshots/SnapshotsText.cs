using System.Globalization;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Development.Snapshots;

/// <summary>The sentences about snapshots.</summary>
internal static class SnapshotsText
{
    private const string Next = "Take one with 'steward snapshots take', then decide again.";

    public static string Fresh(Evidence taken) =>
        $"Snapshot {Stamp(taken)} has {Number(taken, "rows")} rows of {Number(taken, "tables")} tables.";

    public static string NotRequired(string why) => $"The policy requires no snapshot (development.snapshots.required); {why}";

    public static string None => $"no snapshot of Steward's tables covers this product. {Next}";

    public static string TooOld(Evidence taken, TimeSpan age, TimeSpan maxAge) =>
        $"the newest snapshot, {Stamp(taken)}, is {Length(age)} old; the policy allows {Length(maxAge)}. {Next}";

    private static string Stamp(Evidence taken) => Texts.Clip(taken.Details?["stamp"]?.GetValue<string>(), 60) ?? "?";

    private static string Number(Evidence taken, string name) => taken.Details?[name]?.ToString() ?? "?";

    private static string Length(TimeSpan time) => time >= TimeSpan.FromDays(3)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours");
}
