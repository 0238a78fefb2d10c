using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.UnitTests.Ledger;

internal static class Samples
{
    public static readonly ProductId Product = ProductId.Parse("acme/shop");

    public static Evidence Evidence(int number, JsonObject? details = null) => new()
    {
        Id = Steward.Ledger.Evidence.IdFor("licences.scanned", Subject.Product(Product), $"{number}"),
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero).AddSeconds(number),
        Actor = "steward",
        Kind = "licences.scanned",
        Subject = Subject.Product(Product),
        Outcome = EvidenceOutcome.Pass,
        Summary = $"Scan {number}: \"all\" in order.",
        Details = details,
    };

    /// <summary>A published ledger, file by file.</summary>
    public static async Task<Dictionary<string, byte[]>> PublishAsync(IEnumerable<byte[]> leaves, ISigner signer)
    {
        var builder = new TileBuilder();
        var tiles = leaves.SelectMany(builder.Append).ToList();
        var files = tiles.Concat(builder.Partial()).ToDictionary(t => t.Path.ToString(), t => t.Bytes);
        var checkpoint = await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(Product), builder.Size, builder.Root, default);
        files[TilePath.Checkpoint] = System.Text.Encoding.UTF8.GetBytes(checkpoint.SignedNote);
        return files;
    }
}

internal sealed class Files(Dictionary<string, byte[]> files) : ITileReader
{
    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) => Task.FromResult(files.GetValueOrDefault(path));
}

internal sealed class Signer : ISigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyName => "steward-test";

    public ReadOnlyMemory<byte> PublicKey => _key.ExportSubjectPublicKeyInfo();

    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        Task.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();
}
