using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Expectations;

/// <summary>
/// Leaves <c>tests.expected</c> on the commit: where its policy asks for less than the policy before the push; and <c>tests.released</c> where it keeps the
/// tests of the last released version. Safe to repeat.
/// </summary>
public sealed class CompareExpectations(PoliciesCompared compared, ReleasedManifest manifest, IPayloadStore payloads, ILedger ledger, TimeProvider time)
    : IActivity<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "CompareExpectations";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(StageRequest input, CancellationToken cancellation)
    {
        var (product, commit) = input.Change;
        var pair = await compared.ReadAsync(input, cancellation);
        var problem = ProblemOf(pair);
        var expected = new ExpectedEvidence(problem is null ? PolicyComparison.Of(pair.Before, pair.Now) : []);
        var payload = await payloads.PutAsync(product, Json.WriteBytes(expected), cancellation);
        var found = new List<Evidence> { expected.ToEvidence(commit, pair, problem, payload) with { Time = time.GetUtcNow() } };
        if (await ReleasedAsync(input.Change, pair, cancellation) is { } released) found.Add(released);
        await ledger.AppendAsync(product, found, cancellation);
        return Nothing.Value;
    }

    private async Task<Evidence?> ReleasedAsync(ChangeId change, PolicyPair pair, CancellationToken cancellation)
    {
        var sets = pair.Now.Get(ResultsPolicy.Section).Sets.Where(s => s.KeepsReleased).Select(s => s.Name).ToList();
        if (sets.Count == 0) return null;
        var tests = await manifest.ListAsync(change.Product, sets, cancellation);
        var payload = await payloads.PutAsync(change.Product, Json.WriteBytes(tests), cancellation);
        var subject = Subject.Commit(change.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(ReleasedTests.Kind, subject, payload),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = ReleasedTests.Kind,
            Subject = subject,
            Outcome = tests.Problem is null ? EvidenceOutcome.Info : EvidenceOutcome.Error,
            Details = new JsonObject { ["tag"] = tests.Tag ?? "", ["commit"] = tests.Commit.ToString(), ["tests"] = tests.Sets.Sum(s => s.Passed.Count) },
            Payload = payload,
        };
    }

    private static string? ProblemOf(PolicyPair pair) => pair switch
    {
        { Now.State: PolicyState.Invalid } => ExpectationsText.Invalid,
        { Before.State: PolicyState.Invalid } => ExpectationsText.InvalidBefore(pair.Base),
        _ => null,
    };
}
