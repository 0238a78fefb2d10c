using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>A review as it stands.</summary>
/// <param name="Period">The quarter.</param>
/// <param name="DueAt">When every line has to have its answer.</param>
/// <param name="Overdue">True when that is over and some are open.</param>
/// <param name="Open">How many lines have no answer, or were revoked and are still there.</param>
/// <param name="Lines">The lines with their answers.</param>
public sealed record ReviewAnswer(string Period, DateTimeOffset DueAt, bool Overdue, int Open, IReadOnlyList<AnsweredLine> Lines);

/// <summary>A line with its answer.</summary>
/// <param name="Line">The line.</param>
/// <param name="State">One of <c>open</c>, <c>confirmed</c>, <c>revoked</c> (and still there), <c>removed</c> (revoked, and gone).</param>
/// <param name="By">Who answered, or null.</param>
/// <param name="At">When, or null.</param>
public sealed record AnsweredLine(ReviewLine Line, string State, string? By, DateTimeOffset? At);

/// <summary>What somebody says of a line.</summary>
/// <param name="Line">The line's id.</param>
public sealed record ReviewSaid(string? Line);

/// <summary>Where people confirm or revoke what others have, line by line. Nobody speaks for themselves.</summary>
public sealed class ReviewDesk(AccessOptions options, AccessFiles files, AccessLedger kept, ILedger ledger, TimeProvider time)
{
    /// <summary>The newest review. NotFound when none was opened.</summary>
    public async Task<ReviewAnswer> ListAsync(CancellationToken cancellation)
    {
        var (sheet, evidence) = await ReadAsync(cancellation);
        var answers = ReviewEvidence.Answers(evidence, sheet.Period);
        var lines = sheet.Lines.Select(l => Answered(l, evidence, answers.GetValueOrDefault(l.Id))).ToList();
        var open = lines.Count(l => l.State is "open" or "revoked");
        return new ReviewAnswer(sheet.Period, sheet.DueAt, open > 0 && time.GetUtcNow() > sheet.DueAt, open, lines);
    }

    /// <summary>Confirms or revokes a line of the newest review in the caller's name. NotFound for no such line, Forbidden for one's own.</summary>
    public async Task<ReviewAnswer> SayAsync(string? id, bool confirms, Caller caller, CancellationToken cancellation)
    {
        var (sheet, evidence) = await ReadAsync(cancellation);
        var line = sheet.Lines.FirstOrDefault(l => l.Id == id)
            ?? throw StewardException.NotFound($"The review of {sheet.Period} has no line '{Texts.Clip(id ?? "", 40)}'; 'steward access review list' shows them.");
        var model = (await files.AtAsync(sheet.Commit, cancellation)).Require();
        var who = caller.Owner ?? caller.Name;
        if (model.People.GetValueOrDefault(line.Person) is { } own && (FileLevels.Is(own, who) || (own.GitHub is { } account && Person.AreSame(account.Login, who))))
            throw new StewardException(FailureKind.Forbidden, $"{caller.Name} is {line.Person}: nobody reviews their own access.");
        var before = ReviewEvidence.Answers(evidence, sheet.Period).GetValueOrDefault(line.Id);
        if (before is null || before.Actor != caller.Name || before.Kind != (confirms ? ReviewEvidence.Confirmed : ReviewEvidence.Revoked))
            await ledger.AppendAsync(options.Require(), [ReviewEvidence.OfAnswer(options.Require(), sheet, line, confirms, caller, (time.GetUtcNow(), before?.Id))], cancellation);
        return await ListAsync(cancellation);
    }

    // Who answered a line that is gone is who revoked it.
    private static AnsweredLine Answered(ReviewLine line, List<Evidence> evidence, Evidence? answer) => answer?.Kind switch
    {
        null => new AnsweredLine(line, "open", null, null),
        ReviewEvidence.Confirmed => new AnsweredLine(line, "confirmed", answer.Actor, answer.Time),
        ReviewEvidence.Revoked => new AnsweredLine(line, "revoked", answer.Actor, answer.Time),
        _ => new AnsweredLine(line, "removed", evidence.FindLast(e => e.Kind == ReviewEvidence.Revoked && AccessEvidence.Text(e, "line") == line.Id)?.Actor, answer.Time),
    };

    private async Task<(ReviewSheet Sheet, List<Evidence> Evidence)> ReadAsync(CancellationToken cancellation)
    {
        var repository = options.Require();
        var evidence = await ledger.FindAsync(repository, Subject.Product(repository), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
        var opened = evidence.FindLast(e => e.Kind == ReviewEvidence.Opened) ?? throw StewardException.NotFound("No review of access was opened yet; a timer opens one each quarter.");
        return (await kept.ReadAsync<ReviewSheet>(repository, opened.Payload!, cancellation), evidence);
    }
}
