using Steward.Kernel;

namespace Steward.Stages.Security.Seats;

/// <summary>How the inventory of seats is kept.</summary>
public sealed class SeatOptions
{
    /// <summary>The product in whose ledger every change of the inventory stands, <c>owner/name</c>; null: the inventory cannot be changed.</summary>
    public string? Ledger { get; set; }

    /// <summary>The GitHub organisations whose seats are read every day.</summary>
    public IList<string> Organisations { get; set; } = [];

    /// <summary>After how many days without use a seat counts as unused.</summary>
    public int UnusedAfterDays { get; set; } = 60;

    /// <summary>How many seats are taken back at once by no hand.</summary>
    public SeatRemovals Removals { get; set; } = new();

    /// <summary>What is impossible, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Ledger is not null && !ProductId.TryParse(Ledger, out _)) yield return $"Ledger: '{Texts.Clip(Ledger, 100)}' is not a product as owner/name.";
        if (UnusedAfterDays is < 1 or > 3650) yield return "UnusedAfterDays: must be 1 to 3650.";
        foreach (var problem in Removals.Problems()) yield return problem;
        if (Organisations.Count > 20) yield return "Organisations: at most 20 are read.";
        foreach (var name in Organisations.Where(o => !ProductId.TryParse($"{o}/x", out _))) yield return $"Organisations: '{Texts.Clip(name, 100)}' is no organisation.";
    }

    /// <summary>The product of the ledger; Invalid, naming the setting, when there is none.</summary>
    internal ProductId RequireLedger() => Ledger is { } product
        ? ProductId.Parse(product)
        : throw StewardException.Invalid("The inventory of seats cannot be changed: no ledger is set for it. Set Seats.Ledger (STEWARD__Seats__Ledger) to a registered product as owner/name.");
}
