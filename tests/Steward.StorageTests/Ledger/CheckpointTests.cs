using Azure;
using Azure.Data.Tables;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Xunit;

namespace Steward.StorageTests.Ledger;

public sealed class CheckpointTests
{
    [Fact]
    public async Task An_empty_ledger_has_no_checkpoint()
    {
        await using var world = await LedgerWorld.CreateAsync();
        Assert.Null(await world.Ledger.GetCheckpointAsync(world.Product, default));
    }

    [Fact]
    public async Task A_checkpoint_covers_all_that_was_acknowledged_and_each_is_the_beginning_of_the_next()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var checkpoints = new List<Checkpoint>();
        foreach (var count in new[] { 1, 254, 1, 1, 300 })
        {
            await world.AppendAsync(LedgerWorld.Many(count, $"{checkpoints.Count}"));
            checkpoints.Add((await world.Ledger.GetCheckpointAsync(world.Product, default))!);
        }

        Assert.Equal([1L, 255, 256, 257, 557], checkpoints.Select(c => c.Size));
        Assert.All(checkpoints, c => Assert.True(NoteKey.Of(world.Signer).Verifies(SignedNote.Parse(c.SignedNote))));
        foreach (var (first, second) in checkpoints.Zip(checkpoints.Skip(1)))
        {
            var proof = await world.Ledger.ProveConsistencyAsync(world.Product, first.Size, second.Size, default);
            Assert.True(ProofCheck.Consistency(proof, first.RootHash, second.RootHash));
        }

        Assert.Empty(await world.ProblemsAsync());
    }

    [Fact]
    public async Task Asking_again_gives_the_same_checkpoint()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await world.AppendAsync(LedgerWorld.Many(5));
        var first = await world.Ledger.GetCheckpointAsync(world.Product, default);
        Assert.Equal(first!.SignedNote, (await world.NewLedger().GetCheckpointAsync(world.Product, default))!.SignedNote);
    }

    [Fact]
    public async Task Many_may_append_and_publish_at_once()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var processes = new[] { world.Ledger, world.NewLedger(), world.NewLedger() };
        await Task.WhenAll(processes.Select((ledger, p) => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                var entries = await ledger.AppendAsync(world.Product, LedgerWorld.Many(60, $"{p} {i}"), default);
                var checkpoint = await ledger.GetCheckpointAsync(world.Product, default);
                Assert.True(checkpoint!.Size > entries.Max(e => e.Index));
            }
        })));
        Assert.Equal(3 * 6 * 60, (await world.Ledger.GetCheckpointAsync(world.Product, default))!.Size);
        Assert.Empty(await world.ProblemsAsync());
    }

    [Fact]
    public async Task Proofs_hold_for_older_sizes_and_for_what_was_not_published_yet()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(300);
        await world.AppendAsync(evidence);
        foreach (var (index, size) in new[] { (299L, 300L), (0, 1), (255, 256), (256, 257), (100, 299) })
        {
            var proof = await world.Ledger.ProveInclusionAsync(world.Product, index, size, default);
            var range = new CompactRange();
            foreach (var one in evidence.Take((int)size)) range.Append(TreeHash.Leaf(LeafData.Of(one)));
            Assert.True(ProofCheck.Inclusion(proof, TreeHash.Leaf(LeafData.Of(evidence[index])), range.Root));
        }

        await Assert.ThrowsAsync<StewardException>(() => world.Ledger.ProveInclusionAsync(world.Product, 5, 301, default));
        await Assert.ThrowsAsync<StewardException>(() => world.Ledger.ProveInclusionAsync(world.Product, 300, 300, default));
    }

    [Fact]
    public async Task No_checkpoint_is_signed_over_a_ledger_whose_rows_were_put_back()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await world.AppendAsync(LedgerWorld.Many(3));
        var table = await world.Storage.TableAsync("Ledger");
        var head = (await table.GetEntityAsync<TableEntity>("acme%2Fshop", "head")).Value;
        await world.AppendAsync(LedgerWorld.Many(4, "later"));
        await world.Ledger.GetCheckpointAsync(world.Product, default);
        await table.UpdateEntityAsync(head, ETag.All, TableUpdateMode.Replace);
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Ledger.GetCheckpointAsync(world.Product, default));
        Assert.Contains("7 entries were signed, but only 3 are there", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_checkpoint_is_signed_over_leaves_that_were_changed()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await world.AppendAsync(LedgerWorld.Many(3));
        var table = await world.Storage.TableAsync("Ledger");
        var batch = (await table.GetEntityAsync<TableEntity>("acme%2Fshop", "b|000000000003")).Value;
        var leaves = batch.GetBinary("D0");
        leaves[20] ^= 1;
        batch["D0"] = leaves;
        await table.UpdateEntityAsync(batch, ETag.All, TableUpdateMode.Replace);
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Ledger.GetCheckpointAsync(world.Product, default));
        Assert.Contains("do not give the head's root", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_with_a_strange_signature_is_signed_anew()
    {
        await using var world = await LedgerWorld.CreateAsync();
        await using var other = LedgerWorld.On(world.Options);
        await world.AppendAsync(LedgerWorld.Many(3));
        await other.Ledger.GetCheckpointAsync(world.Product, default);
        var checkpoint = await world.Ledger.GetCheckpointAsync(world.Product, default);
        Assert.True(NoteKey.Of(world.Signer).Verifies(SignedNote.Parse(checkpoint!.SignedNote)));
        Assert.Empty(await world.ProblemsAsync());
    }
}
