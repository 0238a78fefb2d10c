using Steward.Kernel;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class TileTests
{
    // The examples of C2SP tlog-tiles.
    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(2, 7, 5, "tile/2/007.p/5")]
    [InlineData(TilePath.Entries, 1000, 255, "tile/entries/x001/000.p/255")]
    public void Paths_are_those_of_the_specification(int level, long index, int width, string expected) =>
        Assert.Equal(expected, new TilePath(level, index, width).ToString());

    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_specification()
    {
        var tiles = TileLayout.Of(70_000).ToLookup(t => t.Level);
        Assert.Equal((273, 112), (tiles[0].Count(t => t.IsFull), tiles[0].Last().Width));
        Assert.Equal((1, 17), (tiles[1].Count(t => t.IsFull), tiles[1].Last().Width));
        Assert.Equal([new TilePath(2, 0, 1)], tiles[2]);
        Assert.Equal(274, tiles[TilePath.Entries].Count());
        Assert.Empty(tiles[3]);
    }

    [Fact]
    public void A_tree_of_256_has_one_full_tile_and_one_hash_above_it() =>
        Assert.Equal(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"], TileLayout.Of(256).Select(t => t.ToString()));

    [Fact]
    public void The_largest_size_has_a_finite_layout() => Assert.Equal(127, TileLayout.WidthOf(7, 0, long.MaxValue));

    [Fact]
    public void Entries_come_out_of_a_bundle_as_they_went_in()
    {
        byte[][] entries = [[], [1], [.. Enumerable.Repeat((byte)7, EntryBundle.MaxEntry)]];
        var bundle = EntryBundle.Pack(entries);
        Assert.Equal([0, 0, 0, 1, 1, 255, 255, 7], bundle[..8]);
        Assert.Equal(entries, EntryBundle.Unpack(bundle, 3));
    }

    [Fact]
    public void Broken_bundles_are_refused()
    {
        var bundle = EntryBundle.Pack([[1, 2, 3]]);
        Assert.Throws<StewardException>(() => EntryBundle.Unpack(bundle.AsSpan()[..^1], 1));
        Assert.Throws<StewardException>(() => EntryBundle.Unpack([.. bundle, 0], 2));
        Assert.Throws<StewardException>(() => EntryBundle.Unpack(bundle, 2));
        Assert.Throws<StewardException>(() => EntryBundle.Pack([new byte[EntryBundle.MaxEntry + 1]]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 256)]
    [InlineData(255, 257)]
    [InlineData(256, 256)]
    [InlineData(700, 70_000)]
    public async Task Publishing_in_two_steps_gives_the_same_tiles_as_in_one(int first, int second)
    {
        using var signer = new Signer();
        var leaves = Enumerable.Range(0, second).Select(BitConverter.GetBytes).ToList();
        var early = await Samples.PublishAsync(leaves.Take(first), signer);
        var builder = await TileBuilder.ResumeAsync(new Files(early), first, default);
        var tiles = leaves.Skip(first).SelectMany(builder.Append).ToList();
        foreach (var tile in tiles.Concat(builder.Partial())) early[tile.Path.ToString()] = tile.Bytes;
        var whole = await Samples.PublishAsync(leaves, signer);
        foreach (var path in TileLayout.Of(second)) Assert.Equal(whole[path.ToString()], early[path.ToString()]);
        Assert.Equal(CheckpointNote.Parse(whole["checkpoint"]).RootHash, builder.Root);
    }

    [Fact]
    public async Task Proofs_from_tiles_hold_for_older_sizes_too()
    {
        const int size = 70_000;
        using var signer = new Signer();
        var leaves = Enumerable.Range(0, size).Select(BitConverter.GetBytes).ToList();
        var files = await Samples.PublishAsync(leaves, signer);
        var checkpoint = CheckpointNote.Parse(files["checkpoint"]);
        var tree = new PublishedTree(new Files(files), checkpoint);
        foreach (var (index, at) in new[] { (0, 1), (255, 256), (300, 301), (65_535, 65_537), (12_345, 69_999), (69_999, size) })
        {
            var proof = await tree.InclusionAsync(index, at, default);
            var (root, consistency) = (await tree.RootAsync(at, default), await tree.ConsistencyAsync(at, size, default));
            Assert.True(ProofCheck.Inclusion(proof, TreeHash.Leaf(leaves[index]), root));
            Assert.True(ProofCheck.Consistency(consistency, root, checkpoint.RootHash));
        }
    }

    [Fact]
    public async Task Damaged_tiles_give_no_proof()
    {
        using var signer = new Signer();
        var files = await Samples.PublishAsync(Enumerable.Range(0, 300).Select(BitConverter.GetBytes), signer);
        files["tile/0/000"][32 * 9] ^= 1;
        var tree = new PublishedTree(new Files(files), CheckpointNote.Parse(files["checkpoint"]));
        var failure = await Assert.ThrowsAsync<StewardException>(() => tree.InclusionAsync(8, 300, default));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }
}
