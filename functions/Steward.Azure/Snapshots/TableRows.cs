using System.Buffers;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.Snapshots;

/// <summary>What the rows of a table come to.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Digest">SHA-256 of their lines in the order of their keys, hexadecimal.</param>
internal sealed record TableContent(long Rows, string Digest);

/// <summary>Reads all rows of a table as lines.</summary>
internal static class TableRows
{
    private const int Page = 250;
    private const int Chunk = 256 * 1024;

    /// <summary>Writes every line to <paramref name="to"/> in chunks; tells how many there were after each page or so.</summary>
    public static async Task<TableContent> WriteAsync(TableClient table, Stream to, Action<long>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new ArrayBufferWriter<byte>(2 * Chunk);
        var rows = 0L;
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(maxPerPage: Page, cancellationToken: cancellation)))
        {
            RowFormat.Write(lines, row);
            rows++;
            if (lines.WrittenCount < Chunk) continue;
            await PassAsync(lines, hash, to, cancellation);
            progress?.Invoke(rows);
        }

        await PassAsync(lines, hash, to, cancellation);
        progress?.Invoke(rows);
        return new TableContent(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task PassAsync(ArrayBufferWriter<byte> lines, IncrementalHash hash, Stream to, CancellationToken cancellation)
    {
        hash.AppendData(lines.WrittenSpan);
        await to.WriteAsync(lines.WrittenMemory, cancellation);
        lines.ResetWrittenCount();
    }
}
