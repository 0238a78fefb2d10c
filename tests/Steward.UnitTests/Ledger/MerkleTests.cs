using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Ledger.Merkle;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class MerkleTests
{
    private const int MaxSize = 300;

    // The leaves and roots that Certificate Transparency's own tests use.
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly NaiveTree Tree = NaiveTree.OfSize(MaxSize);
    private static readonly ProofMaker Maker = new(Tree);

    public static IEnumerable<int> Sizes => Enumerable.Range(0, MaxSize + 1);

    [Fact]
    public void The_roots_are_those_of_certificate_transparency()
    {
        var range = new CompactRange();
        Assert.Equal(Roots[0], Convert.ToHexStringLower(range.Root));
        for (var i = 0; i < Leaves.Length; i++)
        {
            range.Append(TreeHash.Leaf(Convert.FromHexString(Leaves[i])));
            Assert.Equal(Roots[i + 1], Convert.ToHexStringLower(range.Root));
        }
    }

    [Fact]
    public async Task The_proofs_are_those_of_certificate_transparency()
    {
        var maker = new ProofMaker(new NaiveTree([.. Leaves.Select(l => TreeHash.Leaf(Convert.FromHexString(l)))]));
        Assert.Equal(
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            (await maker.InclusionAsync(5, 8, default)).Hashes.Select(Convert.ToHexStringLower));
        Assert.Equal(
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
            (await maker.ConsistencyAsync(6, 8, default)).Hashes.Select(Convert.ToHexStringLower));
    }

    [Fact]
    public async Task Roots_of_all_sizes_are_those_of_the_naive_tree()
    {
        var range = new CompactRange();
        foreach (var size in Sizes)
        {
            Assert.Equal(Tree.Root(0, size), range.Root);
            Assert.Equal(range.Root, await Maker.RootAsync(size, default));
            Assert.Equal(range.Root, CompactRange.FromBytes(size, range.ToBytes()).Root);
            if (size < MaxSize) range.Append(Tree.Leaves[size]);
        }
    }

    [Fact]
    public void Inclusion_proofs_are_those_of_the_naive_tree_and_hold() =>
        Prop.ForAll(Pairs(), pair =>
        {
            var (size, index) = (pair.Larger, pair.Smaller % pair.Larger);
            var proof = Maker.InclusionAsync(index, size, default).Result;
            return proof.Hashes.SequenceEqual(Tree.Path(index, 0, size), Bytes) && ProofCheck.Inclusion(proof, Tree.Leaves[index], Tree.Root(0, size));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Consistency_proofs_are_those_of_the_naive_tree_and_hold() =>
        Prop.ForAll(Pairs(), pair =>
        {
            var (first, second) = (pair.Smaller, pair.Larger);
            var proof = Maker.ConsistencyAsync(first, second, default).Result;
            var expected = first == 0 ? [] : Tree.SubProof(first, 0, second, isComplete: true);
            return proof.Hashes.SequenceEqual(expected, Bytes) && ProofCheck.Consistency(proof, Tree.Root(0, first), Tree.Root(0, second));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_inclusion_proof_never_holds() =>
        Prop.ForAll(Pairs(), ArbMap.Default.ArbFor<PositiveInt>(), (pair, change) =>
        {
            var (size, index) = (pair.Larger, pair.Smaller % pair.Larger);
            var proof = Maker.InclusionAsync(index, size, default).Result;
            var (leaf, root) = (Tree.Leaves[index], Tree.Root(0, size));
            return Changed(proof.Hashes, change.Get).All(hashes => !ProofCheck.Inclusion(proof with { Hashes = hashes }, leaf, root))
                && !ProofCheck.Inclusion(proof, Flip(leaf, change.Get), root) && !ProofCheck.Inclusion(proof, leaf, Flip(root, change.Get))
                && (size == 1 || !ProofCheck.Inclusion(proof with { Index = (index + 1) % size }, leaf, root));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_consistency_proof_never_holds() =>
        Prop.ForAll(Pairs(), ArbMap.Default.ArbFor<PositiveInt>(), (pair, change) =>
        {
            var proof = Maker.ConsistencyAsync(pair.Smaller, pair.Larger, default).Result;
            var (first, second) = (Tree.Root(0, pair.Smaller), Tree.Root(0, pair.Larger));
            return Changed(proof.Hashes, change.Get).All(hashes => !ProofCheck.Consistency(proof with { Hashes = hashes }, first, second))
                && !ProofCheck.Consistency(proof, Flip(first, change.Get), second)
                && (pair.Smaller == 0 || !ProofCheck.Consistency(proof, first, Flip(second, change.Get)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    public async Task There_is_no_proof_for_an_entry_beyond_the_tree(long index, long size) =>
        await Assert.ThrowsAsync<StewardException>(() => Maker.InclusionAsync(index, size, default));

    [Fact]
    public void Hashes_that_do_not_fit_a_size_are_refused() => Assert.Throws<StewardException>(() => CompactRange.FromBytes(3, new byte[32]));

    private static readonly IEqualityComparer<byte[]> Bytes = EqualityComparer<byte[]>.Create((a, b) => a!.AsSpan().SequenceEqual(b), b => b[0]);

    private static Arbitrary<Pair> Pairs() =>
        Gen.Choose(1, MaxSize).SelectMany(larger => Gen.Choose(0, larger).Select(smaller => new Pair(smaller, larger))).ToArbitrary();

    private static IEnumerable<List<byte[]>> Changed(IReadOnlyList<byte[]> hashes, int seed)
    {
        yield return [.. hashes, TreeHash.Empty];
        if (hashes.Count == 0) yield break;
        yield return [.. hashes.Skip(1)];
        yield return [.. hashes.Take(hashes.Count - 1)];
        yield return [.. hashes.Select((h, i) => i == seed % hashes.Count ? Flip(h, seed) : h)];
        yield return [.. hashes.Select((h, i) => i == seed % hashes.Count ? h[..31] : h)];
    }

    private static byte[] Flip(byte[] hash, int bit) => [.. hash.Select((b, i) => i == bit / 8 % hash.Length ? (byte)(b ^ (1 << (bit % 8))) : b)];

    private sealed record Pair(int Smaller, int Larger);
}
