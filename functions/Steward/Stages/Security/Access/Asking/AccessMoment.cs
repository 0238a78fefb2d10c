using Steward.Ledger;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>What the ledger says of access at a time.</summary>
/// <param name="Planned">The newest evidence of a plan or of its application by then.</param>
/// <param name="Next">The next such evidence after that time, or null.</param>
/// <param name="Approved">The newest approval by then, or null: nobody had approved anything.</param>
/// <param name="Unusable">That a newer file could not be used, by then and after the plan; or null.</param>
public sealed record AccessMoment(Evidence Planned, Evidence? Next, Evidence? Approved, Evidence? Unusable)
{
    /// <summary>What changes of the plan had not been made then; null: the plan is not there any more.</summary>
    public AccessPlan? Plan { get; init; }

    /// <summary>Finds it among the evidence about the access repository; null when there was no file in force.</summary>
    public static AccessMoment? Of(IEnumerable<Evidence> evidence, DateTimeOffset time)
    {
        Evidence? planned = null, next = null, approved = null, unusable = null;
        foreach (var entry in evidence)
        {
            var isPlan = AccessEvidence.CommitOf(entry) is not null;
            if (entry.Time > time) next ??= isPlan ? entry : null;
            else if (isPlan) (planned, unusable) = (entry, null);
            else if (entry.Kind == AccessEvidence.Approved) approved = entry;
            else if (entry.Kind == AccessEvidence.Unusable) unusable = entry;
        }

        return planned is null ? null : new AccessMoment(planned, next, approved, unusable);
    }

    /// <summary>How it is known, one sentence each.</summary>
    public IEnumerable<string> Sentences()
    {
        yield return $"{Planned.Kind} of {At(Planned)} ({Planned.Id}) names the file of {Short(AccessEvidence.Text(Planned, "commit"))}: {Planned.Summary}";
        yield return Next is null ? "The ledger has no newer plan." : $"The next is {Next.Kind} of {At(Next)}, with the file of {Short(AccessEvidence.Text(Next, "commit"))}.";
        if (Unusable is not null) yield return $"Since {At(Unusable)} a newer file, of {Short(AccessEvidence.Text(Unusable, "commit"))}, could not be used ({Unusable.Id}): this one stayed in force.";
        yield return Approved is null
            ? "Nobody had approved a plan by then: nothing but the file itself limited who administers Steward."
            : $"{Approved.Actor} had approved the file of {Short(AccessEvidence.Text(Approved, "commit"))} at {At(Approved)} ({Approved.Id}): nobody administers Steward whom it does not let.";
        if (Plan is null) yield return "The plan itself is not kept any more: what was in place in the systems is not known.";
    }

    private static string At(Evidence evidence) => $"{evidence.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private static string Short(string? commit) => commit is { Length: > 7 } ? commit[..7] : "no commit";
}
