using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Coverage.Uploads;

/// <summary>What an upload of reports of coverage is about.</summary>
/// <param name="Change">The product and the commit that was tested.</param>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt, from 1. The newest complete one counts; several reports of one attempt are its parts.</param>
/// <param name="Actor">Who uploads: <c>token:ci</c>.</param>
public sealed record CoverageUpload(ChangeId Change, string Set, int Attempt, string Actor)
{
    /// <summary>Where the actor comes from, for the details of the evidence; null: nothing more than its name.</summary>
    public IReadOnlyDictionary<string, string>? Origin { get; init; }

    /// <summary>An upload whose set and attempt are checked; Invalid with a sentence otherwise.</summary>
    public static CoverageUpload Of(ChangeId change, string? set, int attempt, string actor)
    {
        if (change.Commit.IsNone) throw StewardException.Invalid("Coverage must name the commit that was tested, not the all-zero name.");
        if (attempt is < 1 or > ResultsUpload.MaxAttempt) throw StewardException.Invalid($"attempt is {attempt}; it must be from 1 to {ResultsUpload.MaxAttempt}.");
        return new CoverageUpload(change, TestSetName.Check(set), attempt, actor);
    }
}

/// <summary>What became of one uploaded report.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Format">Its format; null when it is not readable.</param>
/// <param name="Problem">What is wrong with it and where, or null.</param>
/// <param name="Files">Files of the repository that it knows.</param>
/// <param name="Lines">Their lines that can be executed.</param>
/// <param name="Covered">Those that were.</param>
/// <param name="Ambiguous">The first paths in it that fit several files of the repository.</param>
/// <param name="Unknown">How many paths in it fit no file of the repository: generated files, and those of libraries.</param>
/// <param name="FirstUnknown">The first of them.</param>
/// <param name="Notes">What is odd about it.</param>
/// <param name="Evidence">The index of its evidence in the ledger.</param>
public sealed record ReceivedCoverage(
    string File, string? Format, string? Problem, int Files, long Lines, long Covered,
    IReadOnlyList<string> Ambiguous, int Unknown, IReadOnlyList<string> FirstUnknown, IReadOnlyList<string> Notes, long Evidence);

/// <summary>The answer to an upload. Whether the change's own lines are covered is decided with all reports: the change is decided again.</summary>
/// <param name="Change">The change.</param>
/// <param name="Set">The set.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Files">Each report.</param>
public sealed record CoverageReceipt(ChangeId Change, string Set, int Attempt, IReadOnlyList<ReceivedCoverage> Files);
