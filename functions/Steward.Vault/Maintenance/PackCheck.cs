using System.Buffers;
using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>Reads every byte of a pack: the object against its name, segments against their keys, chunks against their ids.</summary>
/// <param name="vault">The vault.</param>
internal sealed class PackCheck(OpenVault vault)
{
    /// <summary>Checks a pack.</summary>
    /// <param name="pack">The pack as it was listed.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<PackState> RunAsync(StoredObject pack, CancellationToken cancellation)
    {
        var hash = ObjectNames.LastOf(pack.Name);
        if (pack.Length is <= 0 or > PackFormat.MaxBytes) return Bad(pack, $"it has {pack.Length} bytes, which no pack has", null);
        var rented = ArrayPool<byte>.Shared.Rent((int)pack.Length);
        try
        {
            var bytes = rented.AsMemory(0, (int)pack.Length);
            await vault.Store.ReadAsync(pack.Name, 0, bytes, cancellation);
            var isWhole = ObjectNames.HashOf(bytes.Span) == hash;
            if (PackDirectory.Read(vault.Keys.Packs, hash, bytes.Span) is not { } directory) return Bad(pack, isWhole ? "it is of another vault, or was never right" : "its bytes are not what was written", null);
            var bad = new List<ChunkId>();
            foreach (var segment in directory.Segments) Check(directory, segment, bytes, bad);
            return isWhole && bad.Count == 0 ? new PackState(pack, directory, bad, null) : Bad(pack, isWhole ? "chunks in it are not what they are named" : "its bytes are not what was written", directory) with { BadChunks = bad };
        }
        catch (StewardException truncated) when (truncated.Kind is FailureKind.Invalid or FailureKind.NotFound)
        {
            return Bad(pack, truncated.Message, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private PackState Bad(StoredObject pack, string how, PackDirectory? directory) => new(pack, directory, [], $"{pack.Name} in {vault.Store.Address} is damaged: {how}.");

    private void Check(PackDirectory directory, PackSegment segment, Memory<byte> pack, List<ChunkId> bad)
    {
        if (Open(directory, segment, pack.Span.Slice(segment.Offset, segment.Length)) is not { } plain)
        {
            bad.AddRange(segment.Chunks.Select(c => c.Id));
            return;
        }

        try
        {
            foreach (var chunk in segment.Chunks)
            {
                var isRight = chunk.Offset + chunk.Length <= plain.Length && vault.Keys.IdOf(plain.Buffer.AsSpan(chunk.Offset, chunk.Length)) == chunk.Id;
                if (!isRight) bad.Add(chunk.Id);
            }
        }
        finally
        {
            plain.GiveBack();
        }
    }

    private Decoded? Open(PackDirectory directory, PackSegment segment, Span<byte> stored)
    {
        using var cipher = new ObjectCipher(vault.Keys.Packs, directory.Info.Salt, PackFormat.Magic);
        var plain = stored[..^Nonces.TagBytes];
        try
        {
            return cipher.Decrypt(MessageKind.Body, segment.Offset, stored, plain) ? vault.Codec.Decode(plain) : null;
        }
        catch (StewardException wrong) when (wrong.Kind == FailureKind.Invalid)
        {
            return null;
        }
    }
}

/// <summary>What was found of a pack.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Directory">What it says of itself; null when that cannot be read.</param>
/// <param name="BadChunks">Chunks in it that are damaged.</param>
/// <param name="Problem">One sentence; null when all is right.</param>
internal sealed record PackState(StoredObject Pack, PackDirectory? Directory, IReadOnlyList<ChunkId> BadChunks, string? Problem);
