using Steward.Gates;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>How the seats of a licence are used.</summary>
/// <param name="Bought">Seats bought; 0 outside the term.</param>
/// <param name="Assigned">Seats assigned.</param>
/// <param name="Verdict">Fail when more are assigned or installed than were bought, or a person has two; else Pass.</param>
/// <param name="Reason">Why, a sentence.</param>
public sealed record SeatUse(int Bought, int Assigned, Verdict Verdict, string Reason)
{
    /// <summary>How many more are assigned than were bought.</summary>
    public int Over => Math.Max(0, Assigned - Bought);

    /// <summary>How many are not assigned.</summary>
    public int Free => Math.Max(0, Bought - Assigned);

    /// <summary>Who has a seat, by key.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Who has a seat and has not used it for long, by key; empty also where nothing is known of use.</summary>
    public IReadOnlyList<UnusedSeat> Unused { get; init; } = [];

    /// <summary>True when something is known of use.</summary>
    public bool IsUseKnown { get; init; }

    /// <summary>Who has more than one seat of the same product.</summary>
    public IReadOnlyList<string> Twice { get; init; } = [];

    /// <summary>What the seats that nobody has or uses cost for a month, in the currency of the licence; null where the cost is not known.</summary>
    public decimal? WastedPerMonth { get; init; }

    /// <summary>What all seats cost for a month; null where that is not known.</summary>
    public decimal? CostPerMonth { get; init; }

    /// <summary>What is found of its programs on machines; null when it names none.</summary>
    public InstalledUse? Installed { get; init; }
}

/// <summary>A seat that is not used.</summary>
/// <param name="Person">Whose.</param>
/// <param name="LastUsed">When it was used last; null: never since it was assigned.</param>
public sealed record UnusedSeat(string Person, DateOnly? LastUsed);

/// <summary>Programs of a licence on machines.</summary>
/// <param name="Machines">The machines that have one of them.</param>
/// <param name="Looked">How many machines reported in time.</param>
public sealed record InstalledUse(IReadOnlyList<string> Machines, int Looked)
{
    /// <summary>How they compare with the seats, a sentence.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What a machine has, as it reported.</summary>
/// <param name="Name">The machine's name.</param>
/// <param name="Programs">What is installed: <c>apt:code</c>.</param>
public sealed record SeenMachine(string Name, IReadOnlyList<string> Programs);
