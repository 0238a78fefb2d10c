using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.Expectations;

/// <summary>
/// Evidence of the kind <see cref="Kind"/> about a commit: how its policy differs from the one before. The details hold numbers, <c>base</c> (the
/// commit of the policy before), <c>mode</c> (block or report, as that policy says) and <c>problem</c> where they could not be compared.
/// </summary>
/// <param name="Changes">The differences: the payload.</param>
public sealed record ExpectedEvidence(IReadOnlyList<ExpectationChange> Changes)
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "tests.expected";

    /// <summary>The evidence; its time is the caller's to set. The same comparison has the same id.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="pair">What was compared.</param>
    /// <param name="problem">Why it could not be compared, or null.</param>
    /// <param name="payload">The digest of the payload.</param>
    public Evidence ToEvidence(CommitSha commit, PolicyPair pair, string? problem, string payload)
    {
        var subject = Subject.Commit(commit);
        var details = new JsonObject
        {
            ["base"] = pair.Base.ToString(),
            ["first"] = pair.Before.State == Policy.PolicyState.Missing,
            ["mode"] = pair.Blocks ? "block" : "report",
            ["removed"] = Changes.Count(c => c.Fate == ExpectationFate.Removed),
            ["weakened"] = Changes.Count(c => c.Fate == ExpectationFate.Weakened),
            ["changed"] = Changes.Count(c => c.Fate == ExpectationFate.Changed),
        };
        if (problem is not null) details["problem"] = problem;
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{details.ToJsonString()}\n{payload}"),
            Time = default,
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = problem is not null ? EvidenceOutcome.Error : Changes.Any(c => c.IsWeaker) ? EvidenceOutcome.Fail : EvidenceOutcome.Pass,
            Details = details,
            Payload = payload,
        };
    }
}
