using Steward.Ledger;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>Follows lines up that people revoked: each is open until no position gives it any more and no plan has anything left to take away for it.</summary>
public sealed class ReviewFollowUp(ILedger ledger, AccessLedger kept, AccessFiles files, TimeProvider time)
{
    /// <summary>Tells what is gone, by a file and the plan that was made of it just now.</summary>
    public async Task RunAsync(AccessFileAt file, AccessPlan plan, CancellationToken cancellation)
    {
        // What could not be read may still be there.
        if (plan.Unknown.Count > 0 || plan.Notes.Any(n => n.Kind == "unread")) return;
        var repository = files.Repository!.Value;
        var evidence = await ledger.FindAsync(repository, Subject.Product(repository), cancellation)
            .Select(e => e.Evidence).Where(e => e.Kind.StartsWith("access.review.", StringComparison.Ordinal)).ToListAsync(cancellation);
        if (evidence.FindLast(e => e.Kind == ReviewEvidence.Opened) is not { } opened) return;
        var sheet = await kept.ReadAsync<ReviewSheet>(repository, opened.Payload!, cancellation);
        var answers = ReviewEvidence.Answers(evidence, sheet.Period);
        var revoked = sheet.Lines.Where(l => answers.GetValueOrDefault(l.Id)?.Kind == ReviewEvidence.Revoked).ToList();
        if (revoked.Count == 0) return;
        var then = (await files.AtAsync(sheet.Commit, cancellation)).Reading.Model;
        var given = ReviewSheet.LinesOf(file.Require(), sheet.Period, time.GetUtcNow()).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        var gone = revoked.Where(l => !given.Contains(l.Id) && !plan.Changes.Any(c => c.IsRemoval && IsOf(c, l, file.Require(), then)));
        await ledger.AppendAsync(repository, [.. gone.Select(l => ReviewEvidence.OfRemoval(repository, sheet, l, answers[l.Id], time.GetUtcNow()))], cancellation);
    }

    // Who is no longer in the file at all is known by the accounts of then; any account that the file does not know may be theirs under another name.
    private static bool IsOf(AccessChange change, ReviewLine line, AccessModel now, AccessModel? then)
    {
        if (change.Person is not null || now.People.ContainsKey(line.Person)) return change.Person == line.Person;
        return then?.People.GetValueOrDefault(line.Person) is not { } person || (change.System == SystemNames.GitHub ? person.GitHub is not null : person.Azure is not null);
    }
}
