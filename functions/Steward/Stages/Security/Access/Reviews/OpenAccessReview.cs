using Steward.Engine;
using Steward.Ledger;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>Opens the checklist of the quarter, once, and names every day the lines that are open though the review is over; the product's newest change is decided again with it.</summary>
public sealed class OpenAccessReview(AccessOptions options, AccessFiles files, AccessLedger kept, ILedger ledger, TimeProvider time) : IActivity<ScheduledRun, string?>
{
    /// <inheritdoc/>
    public static string Name => "OpenAccessReview";

    /// <inheritdoc/>
    public async Task<string?> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        if (options.Repository is not { } repository) return null;
        var (now, period) = (time.GetUtcNow(), ReviewSheet.PeriodOf(time.GetUtcNow()));
        var evidence = await ledger.FindAsync(repository, Subject.Product(repository), cancellation)
            .Select(e => e.Evidence).Where(e => e.Kind.StartsWith("access.review.", StringComparison.Ordinal)).ToListAsync(cancellation);
        var opened = evidence.FindLast(e => e.Kind == ReviewEvidence.Opened);
        var last = opened is null ? null : await kept.ReadAsync<ReviewSheet>(repository, opened.Payload!, cancellation);
        var open = last is null ? [] : OpenLines(last, evidence);
        if (last is not null && open.Count > 0 && (now > last.DueAt || last.Period != period))
            await ledger.AppendAsync(repository, [ReviewEvidence.OfOverdue(repository, last, [.. open.Select(o => o.Why)], now)], cancellation);
        if (last?.Period == period) return period;
        var file = await files.InForceAsync(cancellation);
        var sheet = ReviewSheet.Of(file.Require(), file.Commit, now);
        sheet = sheet with { Lines = [.. sheet.Lines.Select(l => l with { Revoked = open.Find(o => o.Line.IsSameAs(l)).Revoked })] };
        await ledger.AppendAsync(repository, [ReviewEvidence.OfOpening(repository, sheet, await kept.KeepAsync(repository, sheet, cancellation))], cancellation);
        return period;
    }

    // What was revoked goes along into the next quarter, for as long as it is there.
    private static List<(ReviewLine Line, string Why, string? Revoked)> OpenLines(ReviewSheet sheet, List<Evidence> evidence)
    {
        var answers = ReviewEvidence.Answers(evidence, sheet.Period);
        return
        [
            .. from line in sheet.Lines
               let answer = answers.GetValueOrDefault(line.Id)
               let why = ReviewEvidence.Open(line, answer)
               where why is not null
               select (line, why, answer is { Kind: ReviewEvidence.Revoked } ? $"{answer.Actor} revoked it in {sheet.Period}, and it is still there" : line.Revoked),
        ];
    }
}
