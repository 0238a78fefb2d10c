using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Verification;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class LedgerVerifierTests : IDisposable
{
    private readonly Signer _signer = new();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(600)]
    public async Task An_untouched_ledger_is_valid(int size)
    {
        var report = await VerifyAsync(await PublishAsync(size));
        Assert.Empty(report.Problems);
        Assert.Equal((true, true, (long)size), (report.IsValid, report.SignatureChecked, report.Entries));
    }

    [Fact]
    public async Task A_changed_byte_anywhere_is_found()
    {
        var files = await PublishAsync(2);
        foreach (var (path, bytes) in files)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= 1;
                Assert.False((await VerifyAsync(files)).IsValid, $"byte {i} of {path}");
                bytes[i] ^= 1;
            }
        }
    }

    [Theory]
    [InlineData("tile/0/000", 32 * 70, "Its hash 70 is not that of entry 70.")]
    [InlineData("tile/0/001", 32 * 2, "Its hash 2 is not that of entry 258.")]
    [InlineData("tile/1/000.p/2", 40, "Its hash 1 is not that of the entries from 256.")]
    public async Task The_changed_tile_and_its_entry_are_named(string path, int at, string message)
    {
        var files = await PublishAsync(600);
        files[path][at] ^= 0x80;
        Assert.Equal([new LedgerProblem(path, message)], (await VerifyAsync(files)).Problems);
    }

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/entries/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    public async Task A_missing_file_is_named(string path)
    {
        var files = await PublishAsync(600);
        files.Remove(path);
        Assert.Contains(new LedgerProblem(path, "It is missing."), (await VerifyAsync(files)).Problems);
    }

    [Fact]
    public async Task A_changed_entry_is_named()
    {
        var files = await PublishAsync(600);
        var bundle = files["tile/entries/001"];
        var at = Encoding.UTF8.GetString(bundle).IndexOf("Scan 300", StringComparison.Ordinal);
        bundle[at + 5] = (byte)'9';
        var problems = (await VerifyAsync(files)).Problems;
        Assert.Contains(new LedgerProblem("tile/0/001", "Its hash 44 is not that of entry 300."), problems);
    }

    [Fact]
    public async Task A_leaf_that_is_not_canonical_is_named_although_its_hash_is_right()
    {
        byte[][] leaves = [LeafData.Of(Samples.Evidence(0)), Encoding.UTF8.GetBytes("{ }")];
        var report = await VerifyAsync(await Samples.PublishAsync(leaves, _signer));
        Assert.Equal("entry 1", Assert.Single(report.Problems).Where);
    }

    [Fact]
    public async Task The_same_id_twice_is_found()
    {
        byte[][] leaves = [LeafData.Of(Samples.Evidence(0)), LeafData.Of(Samples.Evidence(0) with { Summary = "Again." })];
        var problem = Assert.Single((await VerifyAsync(await Samples.PublishAsync(leaves, _signer))).Problems);
        Assert.Equal("entry 1", problem.Where);
        Assert.Contains("more than once", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_or_another_product_is_found()
    {
        using var other = new Signer();
        var files = await PublishAsync(5);
        Assert.False((await new LedgerVerifier(new Files(files)).VerifyAsync(NoteKey.Of(other), null, default)).IsValid);
        Assert.False((await new LedgerVerifier(new Files(files)).VerifyAsync(null, ProductId.Parse("a/b"), default)).IsValid);
        var unchecked_ = await new LedgerVerifier(new Files(files)).VerifyAsync(null, Samples.Product, default);
        Assert.Equal((true, false), (unchecked_.IsValid, unchecked_.SignatureChecked));
    }

    [Fact]
    public async Task A_checkpoint_that_claims_far_too_much_ends_at_the_first_missing_bundle()
    {
        var files = await PublishAsync(5);
        var claim = await CheckpointNote.SignAsync(_signer, "steward/acme/shop", long.MaxValue, new byte[32], default);
        files["checkpoint"] = Encoding.UTF8.GetBytes(claim.SignedNote);
        Assert.Equal("tile/entries/000", (await VerifyAsync(files)).Problems[0].Where);
    }

    [Fact]
    public async Task Where_nothing_is_there_is_no_ledger() =>
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => VerifyAsync([]))).Kind);

    private Task<Dictionary<string, byte[]>> PublishAsync(int size) =>
        Samples.PublishAsync(Enumerable.Range(0, size).Select(i => LeafData.Of(Samples.Evidence(i))), _signer);

    private Task<LedgerReport> VerifyAsync(Dictionary<string, byte[]> files) =>
        new LedgerVerifier(new Files(files)).VerifyAsync(NoteKey.Of(_signer), Samples.Product, default);
}
