namespace Steward.Stages.Security.Seats;

/// <summary>What is wrong at a place of a file.</summary>
/// <param name="Row">The row, from 1; the header is row 1.</param>
/// <param name="Column">The column's name in the header, or null for the whole row.</param>
/// <param name="Message">What is wrong, one sentence.</param>
public sealed record ImportProblem(int Row, string? Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Column is null ? $"Row {Row}: {Message}" : $"Row {Row}, column '{Column}': {Message}";
}

/// <summary>What was said of a person's seat.</summary>
/// <param name="Person">The person's key.</param>
/// <param name="From">Since when; null: not said.</param>
/// <param name="Returned">Until when; null: the person has it.</param>
/// <param name="LastUsed">When it was used last; null: not said.</param>
public sealed record ImportedSeat(string Person, DateOnly? From, DateOnly? Returned, DateOnly? LastUsed);

/// <summary>What was said of a licence.</summary>
/// <param name="Licence">Its terms.</param>
/// <param name="People">Its seats.</param>
public sealed record ImportedLicence(SeatLicence Licence, IReadOnlyList<ImportedSeat> People)
{
    /// <summary>The first row that is about it; 0: it comes from no file.</summary>
    public int Row { get; init; }
}

/// <summary>What a file or a service said.</summary>
/// <param name="Source">Where it comes from: <c>csv</c>, <c>github:acme</c>.</param>
/// <param name="Licences">The licences, each id once.</param>
public sealed record SeatImport(string Source, IReadOnlyList<ImportedLicence> Licences)
{
    /// <summary>How many rows were read.</summary>
    public int Rows { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];
}

/// <summary>How an import is done.</summary>
/// <param name="DryRun">Only say what would change.</param>
/// <param name="Partial">Take the good rows though others are bad.</param>
/// <param name="Complete">People who have a seat of a named licence and are not named with it give it back.</param>
/// <param name="Override">Also when that takes more seats back than the brake allows at once.</param>
public sealed record ImportMode(bool DryRun = false, bool Partial = false, bool Complete = false, bool Override = false);

/// <summary>What an import came to.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Rows">How many rows were read.</param>
/// <param name="Licences">How many licences they name.</param>
/// <param name="Applied">False for a dry run, and when bad rows stopped it.</param>
/// <param name="Changes">What changed or would change, a sentence each; the first 500.</param>
/// <param name="Problems">What could not be read; the first 200.</param>
public sealed record ImportAnswer(
    string Source, int Rows, int Licences, bool Applied, IReadOnlyList<string> Changes, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>How many changes there are in all.</summary>
    public int ChangeCount { get; init; }

    /// <summary>How many problems there are in all.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Why the brake on returned seats held all of it, one sentence; null: it did not.</summary>
    public string? Held { get; init; }
}
