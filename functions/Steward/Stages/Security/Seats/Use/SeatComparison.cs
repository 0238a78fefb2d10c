using System.IO.Enumeration;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>Compares what was bought with what is assigned, used and installed. Pure.</summary>
/// <param name="today">The day.</param>
/// <param name="unusedAfterDays">After how many days without use a seat counts as unused.</param>
/// <param name="machines">What the machines have; null: nobody looked.</param>
public sealed class SeatComparison(DateOnly today, int unusedAfterDays, IReadOnlyList<SeenMachine>? machines)
{
    /// <summary>Compares every licence, in the order given.</summary>
    public IReadOnlyList<(LicenceSeats Licence, SeatUse Use)> Compare(IReadOnlyList<LicenceSeats> inventory)
    {
        var twice = Twice(inventory);
        return [.. inventory.Select(l => (l, Compare(l, twice[ProductOf(l.Licence)])))];
    }

    private SeatUse Compare(LicenceSeats seats, HashSet<string> twice)
    {
        var licence = seats.Licence;
        var active = seats.Active.ToList();
        var bought = licence.IsInTerm(today) ? licence.Seats : 0;
        var isUseKnown = active.Any(a => a.LastUsed is not null);
        var unused = isUseKnown ? active.Where(IsUnused).OrderBy(a => a.Person, StringComparer.Ordinal).Select(a => new UnusedSeat(a.Person, a.LastUsed)).ToList() : [];
        var installed = Installed(licence, bought);
        // By the key that they have here: another licence may have another one.
        var here = active.Where(a => twice.Contains(Person.NameOf(a.Person))).Select(a => a.Person).Order(StringComparer.Ordinal).ToList();
        var faults = Faults(licence, bought, active.Count, here, installed).ToList();
        var use = new SeatUse(bought, active.Count, faults.Count == 0 ? Verdict.Pass : Verdict.Fail, "")
        {
            People = [.. active.Select(a => a.Person).Order(StringComparer.Ordinal)],
            Unused = unused,
            IsUseKnown = isUseKnown,
            Twice = here,
            Installed = installed,
            CostPerMonth = licence.Cost?.PerMonth(licence.Seats),
        };
        // Whose seat is unused while more are assigned than bought costs nothing more.
        var idle = bought == 0 ? 0 : Math.Clamp(use.Free + unused.Count - use.Over, 0, bought);
        return use with
        {
            WastedPerMonth = licence.Cost?.PerSeatAndMonth(licence.Seats) * idle,
            Reason = faults.Count > 0 ? string.Join(" ", faults) : InOrder(use),
        };
    }

    private static IEnumerable<string> Faults(SeatLicence licence, int bought, int assigned, List<string> twice, InstalledUse? installed)
    {
        if (bought == 0 && licence.Seats > 0 && assigned > 0) yield return $"{Texts.Count(assigned, "seat")} assigned outside the term.";
        else if (assigned > bought) yield return $"{assigned} assigned, {bought} bought: {assigned - bought} too many.";
        if (twice.Count > 0) yield return $"{Texts.Some(twice)} {(twice.Count == 1 ? "has" : "have")} more than one seat.";
        if (installed is null || installed.Machines.Count <= bought) yield break;
        if (bought > 0 || licence.Required || licence.Seats > 0) yield return installed.Reason;
    }

    private static string InOrder(SeatUse use) =>
        $"{use.Assigned} of {Texts.Count(use.Bought, "seat")} assigned{(use.Unused.Count > 0 ? $", {use.Unused.Count} of them not used" : "")}.";

    private bool IsUnused(SeatAssignment seat) => (seat.LastUsed ?? seat.From) < today.AddDays(-unusedAfterDays);

    private InstalledUse? Installed(SeatLicence licence, int bought)
    {
        if (machines is null || licence.Programs.Count == 0) return null;
        var found = machines.Where(m => m.Programs.Any(p => licence.Programs.Any(rule => Fits(rule, p)))).Select(m => m.Name).Order(StringComparer.Ordinal).ToList();
        return new InstalledUse(found, machines.Count) { Reason = Say(found, bought) };
    }

    private static string Say(List<string> found, int bought) => (found.Count, bought) switch
    {
        (0, 0) => "Nowhere installed.",
        (0, _) => $"{Texts.Count(bought, "seat")} bought, and nowhere installed.",
        (_, 0) => $"Installed on {Texts.Some(found)} without a licence.",
        _ when found.Count > bought => $"Installed on {Texts.Count(found.Count, "machine")}, {bought} bought.",
        _ => $"Installed on {Texts.Count(found.Count, "machine")}.",
    };

    // A rule with a provider is about the whole, one without about the name at any provider.
    private static bool Fits(string rule, string program) => FileSystemName.MatchesSimpleExpression(
        rule.Replace("\\", "\\\\", StringComparison.Ordinal), rule.Contains(':', StringComparison.Ordinal) ? program : Person.NameOf(program), ignoreCase: true);

    private static Dictionary<string, HashSet<string>> Twice(IReadOnlyList<LicenceSeats> inventory) => inventory
        .GroupBy(l => ProductOf(l.Licence))
        .ToDictionary(
            g => g.Key,
            g => g.SelectMany(l => l.Active).GroupBy(a => Person.NameOf(a.Person), Person.Names).Where(p => p.Count() > 1).Select(p => p.Key).ToHashSet(Person.Names));

    private static string ProductOf(SeatLicence licence) => $"{licence.Publisher}\n{licence.Product}".ToUpperInvariant();
}
