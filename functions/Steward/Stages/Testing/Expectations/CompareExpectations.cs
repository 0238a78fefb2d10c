using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Leaves <c>tests.expected</c> on the commit: where its policy asks for less than the policy before the push. Safe to repeat.</summary>
public sealed class CompareExpectations(PoliciesCompared compared, IPayloadStore payloads, ILedger ledger, TimeProvider time)
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
        await ledger.AppendAsync(product, [expected.ToEvidence(commit, pair, problem, payload) with { Time = time.GetUtcNow() }], cancellation);
        return Nothing.Value;
    }

    private static string? ProblemOf(PolicyPair pair) => pair switch
    {
        { Now.State: PolicyState.Invalid } => ExpectationsText.Invalid,
        { Before.State: PolicyState.Invalid } => ExpectationsText.InvalidBefore(pair.Base),
        _ => null,
    };
}
