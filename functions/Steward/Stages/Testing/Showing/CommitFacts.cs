using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;

namespace Steward.Stages.Testing.Showing;

/// <summary>Reads what is known of the tests of one commit, as a decision would see it, without what decisions need beside it.</summary>
/// <param name="policies">The policy at the commit.</param>
/// <param name="ledger">The evidence.</param>
/// <param name="payloads">Its payloads.</param>
/// <param name="time">The clock.</param>
public sealed class CommitFacts(PolicyLoader policies, ILedger ledger, IPayloadStore payloads, TimeProvider time)
{
    /// <summary>The most bytes of payloads that are read for one answer; what is beyond is shown by its counts.</summary>
    public const long MaxPayloadBytes = 64L * 1024 * 1024;

    /// <summary>True when there is evidence of some kind about a commit: one read, without its policy and payloads.</summary>
    public async Task<bool> AnyAsync(ChangeId change, Func<Evidence, bool> of, CancellationToken cancellation) =>
        await ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation).AnyAsync(e => of(e.Evidence), cancellation);

    /// <summary>
    /// The evidence about a commit, with the payloads of those that are asked for. Errors of the ledger come through. A policy that can never be read
    /// is taken for absent, and why stands in its problems; so is one that cannot be read now, where it is not needed.
    /// </summary>
    /// <param name="change">The product and the commit.</param>
    /// <param name="wants">Whose payloads are read.</param>
    /// <param name="needsPolicy">Whether not being able to read the policy now is an error.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<GateFacts> ReadAsync(ChangeId change, Func<Evidence, bool> wants, bool needsPolicy, CancellationToken cancellation)
    {
        var entries = await ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation).ToListAsync(cancellation);
        var reading = await PolicyAsync(change, needsPolicy, cancellation);
        return new GateFacts
        {
            Product = change.Product,
            Commit = change.Commit,
            Policy = reading.Policy,
            PolicyProblems = reading.Problems,
            Now = time.GetUtcNow(),
            Entries = entries,
            Payloads = await PayloadsAsync(change.Product, entries.Select(e => e.Evidence).Where(wants), cancellation),
        };
    }

    private async Task<PolicyReading> PolicyAsync(ChangeId change, bool isNeeded, CancellationToken cancellation)
    {
        try
        {
            return await policies.LoadAsync(change, cancellation);
        }
        catch (StewardException unread) when (!(isNeeded && unread.IsRetryable))
        {
            return new PolicyReading(Policy.Policy.Invalid, [new PolicyProblem("", 1, 1, unread.Message)]);
        }
    }

    // The newest first: they are what counts.
    private async Task<Dictionary<string, byte[]>> PayloadsAsync(ProductId product, IEnumerable<Evidence> evidence, CancellationToken cancellation)
    {
        var (found, room) = (new Dictionary<string, byte[]>(StringComparer.Ordinal), MaxPayloadBytes);
        foreach (var digest in evidence.Select(e => e.Payload).OfType<string>().Reverse().Distinct(StringComparer.Ordinal))
        {
            if (room <= 0) break;
            if (await payloads.GetAsync(product, digest, cancellation) is { } bytes && (room -= bytes.Length) >= 0) found[digest] = bytes;
        }

        return found;
    }
}
