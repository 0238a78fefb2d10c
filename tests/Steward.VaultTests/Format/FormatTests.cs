using System.Formats.Cbor;
using System.Text;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Maintenance;
using Xunit;

namespace Steward.VaultTests.Format;

public sealed class FormatTests
{
    [Fact]
    public async Task A_reader_that_was_written_from_the_document_reads_every_file_of_a_vault()
    {
        var world = await VaultWorld.NewAsync();
        for (var i = 0; i < 200; i++) world.Source.Files[$"small{i:d3}"] = TestVault.Bytes(i, 1_000 + i);
        world.Source.Files["large"] = TestVault.Bytes(500, 20_000_000);
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        world.Source.Files["noise"] = noise;
        await world.BackUpAsync();
        var reader = new TinyReader(new Uri(world.Folder.Address).LocalPath, "correct horse battery staple");
        var snapshot = Assert.Single(reader.Snapshots());
        Assert.Equal("web1", snapshot.GetProperty("host").GetString());
        var listing = snapshot.GetProperty("listing").EnumerateArray().SelectMany(id => reader.Chunk(id.GetString()!)).ToArray();
        var files = Files(listing).ToDictionary(f => f.Path, f => f.Chunks.SelectMany(reader.Chunk).ToArray(), StringComparer.Ordinal);
        Assert.Equal(world.Source.Files.Keys, files.Keys.Order(StringComparer.Ordinal));
        Assert.All(world.Source.Files, f => Assert.True(files[f.Key].AsSpan().SequenceEqual(f.Value)));
    }

    private static IEnumerable<(string Path, List<string> Chunks)> Files(byte[] listing)
    {
        var cbor = new CborReader(listing, allowMultipleRootLevelValues: true);
        while (cbor.BytesRemaining > 0)
        {
            var fields = new Dictionary<int, object>();
            for (var left = cbor.ReadStartMap()!.Value; left > 0; left--) fields[cbor.ReadInt32()] = cbor.ReadEncodedValue().ToArray();
            cbor.ReadEndMap();
            yield return (Encoding.UTF8.GetString(new CborReader((byte[])fields[FieldOfPath]).ReadByteString()), Ids((byte[])fields[FieldOfChunks]));
        }
    }

    private const int FieldOfPath = 0;
    private const int FieldOfChunks = 12;

    private static List<string> Ids(byte[] value)
    {
        var all = new CborReader(value).ReadByteString();
        return [.. all.Chunk(32).Select(Convert.ToHexStringLower)];
    }
}
