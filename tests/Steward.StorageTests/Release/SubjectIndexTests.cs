using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Tracing;
using Steward.TestKit;
using Steward.TestKit.Changes;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>Evidence about many subjects, told from what is kept in memory, over real ledgers that others write to.</summary>
public sealed class SubjectIndexTests : IAsyncLifetime
{
    private static readonly ProductId Shop = ProductId.Parse("acme/shop");
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-index-").FullName;
    private readonly List<ServiceProvider> _nodes = [];
    private StorageAccount _account = null!;

    public async ValueTask InitializeAsync() => _account = await Azurite.AccountAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_this_node_and_others_append_is_found_in_order_and_only_what_is_new_is_read()
    {
        var (here, there) = (new Watched(Node()), Node());
        var collector = new ChainCollector(here);
        Assert.Equal([[], []], await AboutAsync(collector, Shop, "a", "b"));
        await AppendAsync(here, Shop, "a", 1);
        await AppendAsync(there, Shop, "b", 2);
        await AppendAsync(there, Shop, "a", 3);
        Assert.Equal([["1", "3"], ["2"], []], await AboutAsync(collector, Shop, "a", "b", "c"));
        Assert.Equal(3, here.Read);

        for (var i = 4; i < 300; i++) await AppendAsync(i % 2 == 0 ? here : there, Shop, i % 3 == 0 ? "c" : "d", i);
        var found = await AboutAsync(collector, Shop, "a", "c");
        Assert.Equal(["1", "3"], found[0]);
        Assert.Equal(Enumerable.Range(4, 296).Where(i => i % 3 == 0).Select(i => $"{i}"), found[1]);
        Assert.Equal(299, here.Read);
        await AboutAsync(collector, Shop, "d");
        Assert.Equal((299, 0), (here.Read, here.Asked));
    }

    [Fact]
    public async Task After_a_restart_everything_is_found_again_and_many_may_ask_at_once()
    {
        var before = Node();
        for (var i = 0; i < 120; i++) await AppendAsync(before, Shop, $"{i % 7}", i);
        var ledger = new Watched(Node());
        var collector = new ChainCollector(ledger);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AboutAsync(collector, Shop, $"{i % 7}")));
        for (var i = 0; i < 20; i++) Assert.Equal(Enumerable.Range(0, 120).Where(n => n % 7 == i % 7).Select(n => $"{n}"), answers[i][0]);
        Assert.Equal(120, ledger.Read);
    }

    [Fact]
    public async Task More_products_than_are_kept_are_read_again_and_answered_all_the_same()
    {
        var ledger = new Watched(Node());
        var collector = new ChainCollector(ledger);
        var products = Enumerable.Range(0, 17).Select(i => ProductId.Parse($"acme/p{i}")).ToList();
        for (var i = 0; i < products.Count; i++) await AppendAsync(ledger, products[i], "a", i);
        for (var i = 0; i < products.Count; i++) Assert.Equal([[$"{i}"]], await AboutAsync(collector, products[i], "a"));
        Assert.Equal(17, ledger.Read);
        Assert.Equal([["0"]], await AboutAsync(collector, products[0], "a")); // was put out to make room
        Assert.Equal([["16"]], await AboutAsync(collector, products[16], "a"));
        Assert.Equal(18, ledger.Read);
    }

    [Fact]
    public async Task A_ledger_too_long_to_be_kept_is_asked_subject_by_subject()
    {
        var ledger = new Watched(Node()) { PretendedSize = 500_001 };
        await AppendAsync(ledger, Shop, "a", 1);
        await AppendAsync(ledger, Shop, "b", 2);
        Assert.Equal([["1"], ["2"], []], await AboutAsync(new ChainCollector(ledger), Shop, "a", "b", "c"));
        Assert.Equal((0, 3), (ledger.Read, ledger.Asked));
    }

    private ILedger Node()
    {
        var node = ChangeWorld.Services(new TaskCatalog(), _account, _folder).BuildServiceProvider();
        _nodes.Add(node);
        return node.GetRequiredService<ILedger>();
    }

    private static async Task<List<List<string>>> AboutAsync(ChainCollector collector, ProductId product, params string[] subjects)
    {
        var about = await collector.AboutAsync(product, subjects.Select(s => new Subject("thing", s)), CancellationToken.None);
        return [.. subjects.Select(s => about[new Subject("thing", s)].Select(e => e.Evidence.Summary!).ToList())];
    }

    private static Task AppendAsync(ILedger ledger, ProductId product, string subject, int number)
    {
        var about = new Subject("thing", subject);
        return ledger.AppendAsync(product, [new Evidence
        {
            Id = Evidence.IdFor("thing.done", about, $"{number}"), Time = DateTimeOffset.UnixEpoch, Actor = "steward", Kind = "thing.done", Subject = about,
            Outcome = EvidenceOutcome.Pass, Summary = $"{number}",
        }], CancellationToken.None);
    }

    // The ledger itself; it counts what is read in a row, and what is asked by subject.
    private sealed class Watched(ILedger ledger) : ILedger
    {
        private int _read;
        private int _asked;

        public int Read => _read;

        public int Asked => _asked;

        public long? PretendedSize { get; init; }

        public Task<IReadOnlyList<LedgerEntry>> AppendAsync(ProductId product, IReadOnlyList<Evidence> evidence, CancellationToken cancellation) => ledger.AppendAsync(product, evidence, cancellation);

        public IAsyncEnumerable<LedgerEntry> FindAsync(ProductId product, Subject subject, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _asked);
            return ledger.FindAsync(product, subject, cancellation);
        }

        public async IAsyncEnumerable<LedgerEntry> ReadAsync(ProductId product, long first, int count, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var entry in ledger.ReadAsync(product, first, count, cancellation))
            {
                Interlocked.Increment(ref _read);
                yield return entry;
            }
        }

        public Task<IReadOnlyList<LedgerEntry>> ReadPublishedAsync(ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation) =>
            ledger.ReadPublishedAsync(product, indices, size, cancellation);

        public async Task<Checkpoint?> GetCheckpointAsync(ProductId product, CancellationToken cancellation) =>
            await ledger.GetCheckpointAsync(product, cancellation) is { } checkpoint ? checkpoint with { Size = PretendedSize ?? checkpoint.Size } : null;

        public Task<InclusionProof> ProveInclusionAsync(ProductId product, long index, long size, CancellationToken cancellation) => ledger.ProveInclusionAsync(product, index, size, cancellation);

        public Task<ConsistencyProof> ProveConsistencyAsync(ProductId product, long first, long second, CancellationToken cancellation) => ledger.ProveConsistencyAsync(product, first, second, cancellation);
    }
}
