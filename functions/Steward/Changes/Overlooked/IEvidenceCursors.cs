using Steward.Kernel;

namespace Steward.Changes.Overlooked;

/// <summary>How far each ledger was looked through for evidence that no decision knew. Survives restarts.</summary>
public interface IEvidenceCursors
{
    /// <summary>The index of the first entry that was not looked at; 0 for a ledger that never was.</summary>
    Task<long> GetAsync(ProductId product, CancellationToken cancellation);

    /// <summary>Moves it. Moving it back is harmless: what was looked at is looked at again.</summary>
    Task PutAsync(ProductId product, long next, CancellationToken cancellation);
}
