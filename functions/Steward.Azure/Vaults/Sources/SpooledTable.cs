using Azure.Data.Tables;
using Steward.Azure.Snapshots;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Azure.Vaults.Sources;

/// <summary>
/// The rows of a table in a temporary file that goes with its handle. Tables are read before blobs are listed: rows name blobs that were written before them, so that
/// every blob that a row of the backup names is in it.
/// </summary>
internal sealed class SpooledTable : IContent
{
    private readonly FileStream _file;

    private SpooledTable(FileStream file, long rows) => (_file, Rows) = (file, rows);

    /// <summary>How many rows.</summary>
    public long Rows { get; }

    /// <summary>Bytes of the lines.</summary>
    public long Length => _file.Length;

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <summary>Reads a table.</summary>
    public static async Task<SpooledTable> ReadAsync(TableClient table, CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.DeleteOnClose });
        try
        {
            var content = await TableRows.WriteAsync(table, file, progress: null, cancellation);
            file.Position = 0;
            return new SpooledTable(file, content.Rows);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> into) => _file.Read(into);

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => entry;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
