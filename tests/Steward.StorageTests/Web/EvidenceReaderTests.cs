using Steward.Answers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class EvidenceReaderTests
{
    [Fact]
    public async Task An_entry_that_was_tampered_with_is_shown_as_broken()
    {
        await using var world = await WebWorld.StartAsync();
        var shop = await world.Seed.ProductAsync();
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(1), 4);
        var reader = new EvidenceReader(new Tampered(world.Get<ILedger>()));
        Assert.Equal(ProofStatus.Broken, (await reader.ProveAsync(shop, 2, CancellationToken.None)).Status);
        Assert.Equal(ProofStatus.Verified, (await reader.ProveAsync(shop, 1, CancellationToken.None)).Status);
    }

    /// <summary>The real ledger, with the outcome of entry 2 changed on its way out.</summary>
    private sealed class Tampered(ILedger ledger) : ILedger
    {
        public Task<IReadOnlyList<LedgerEntry>> AppendAsync(ProductId product, IReadOnlyList<Evidence> evidence, CancellationToken cancellation) =>
            ledger.AppendAsync(product, evidence, cancellation);

        public IAsyncEnumerable<LedgerEntry> FindAsync(ProductId product, Subject subject, CancellationToken cancellation) =>
            ledger.FindAsync(product, subject, cancellation);

        public async IAsyncEnumerable<LedgerEntry> ReadAsync(
            ProductId product, long first, int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var entry in ledger.ReadAsync(product, first, count, cancellation))
                yield return entry.Index == 2 ? entry with { Evidence = entry.Evidence with { Outcome = EvidenceOutcome.Fail } } : entry;
        }

        public Task<Checkpoint?> GetCheckpointAsync(ProductId product, CancellationToken cancellation) => ledger.GetCheckpointAsync(product, cancellation);

        public Task<InclusionProof> ProveInclusionAsync(ProductId product, long index, long size, CancellationToken cancellation) =>
            ledger.ProveInclusionAsync(product, index, size, cancellation);

        public Task<ConsistencyProof> ProveConsistencyAsync(ProductId product, long first, long second, CancellationToken cancellation) =>
            ledger.ProveConsistencyAsync(product, first, second, cancellation);
    }
}
