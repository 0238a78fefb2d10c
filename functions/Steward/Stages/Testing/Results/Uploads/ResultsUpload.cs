using Steward.Kernel;
using Steward.Stages.Testing.Results.Archives;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Uploads;

/// <summary>What an upload of reports is about.</summary>
/// <param name="Change">The product and the commit that was tested.</param>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt, from 1. The newest complete one counts; several reports of one attempt are its parts.</param>
/// <param name="Actor">Who uploads: <c>token:ci</c>.</param>
public sealed record ResultsUpload(ChangeId Change, string Set, int Attempt, string Actor)
{
    /// <summary>The highest attempt.</summary>
    public const int MaxAttempt = 1000;

    /// <summary>The shard whose tests these are; null: the set is not sharded.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Where the actor comes from, for the details of the evidence; null: nothing more than its name.</summary>
    public IReadOnlyDictionary<string, string>? Origin { get; init; }

    /// <summary>An upload whose set, attempt and shard (<c>K/N</c> or null) are checked; Invalid with a sentence otherwise.</summary>
    public static ResultsUpload Of(ChangeId change, string? set, int attempt, string actor, string? shard = null)
    {
        if (change.Commit.IsNone) throw StewardException.Invalid("Results must name the commit that was tested, not the all-zero name.");
        if (attempt is < 1 or > MaxAttempt) throw StewardException.Invalid($"attempt is {attempt}; it must be from 1 to {MaxAttempt}.");
        return new ResultsUpload(change, TestSetName.Check(set), attempt, actor) { Shard = Shard.Parse(shard) };
    }
}

/// <summary>One uploaded report.</summary>
/// <param name="Name">Its file name, for answers only.</param>
/// <param name="Content">Its bytes, seekable.</param>
/// <param name="Digest">SHA-256 of the bytes.</param>
public sealed record UploadedReport(string Name, Stream Content, string Digest)
{
    /// <summary>The file of an archive that it is; null when it was uploaded as it is.</summary>
    internal ReportFile? Unpacked { get; init; }

    internal TestReport Read(int keep) => Unpacked?.Read(keep) ?? ReportReader.Read(Content, keep);
}

/// <summary>What became of one uploaded report.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Format">Its format; null when it is not readable.</param>
/// <param name="Problem">What is wrong with it and where, or null.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Notes">What is odd about it.</param>
/// <param name="Evidence">The index of its evidence in the ledger.</param>
public sealed record ReceivedReport(
    string File, string? Format, string? Problem, ReportCounts Counts, IReadOnlyList<string> Notes, long Evidence);

/// <summary>The answer to an upload.</summary>
/// <param name="Change">The change.</param>
/// <param name="Set">The set.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Files">Each report.</param>
/// <param name="Total">The counts of all of them.</param>
/// <param name="Gate">What these reports alone mean for the gate, by the set's rules without a policy: the change is decided again with it.</param>
public sealed record ResultsReceipt(
    ChangeId Change, string Set, int Attempt, IReadOnlyList<ReceivedReport> Files, ReportCounts Total, ReceiptMeaning Gate)
{
    /// <summary>The shard, or null.</summary>
    public Shard? Shard { get; init; }
}

/// <summary>What reports mean for the gate.</summary>
/// <param name="Verdict">Pass, Fail or Error.</param>
/// <param name="Reason">One sentence.</param>
public sealed record ReceiptMeaning(Gates.Verdict Verdict, string Reason);
