using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Security.Seats;

namespace Steward.Azure.Seats;

/// <summary>
/// The inventory of seats as rows of a table: one a licence, in a partition of its own, since changes ask for one licence; the list reads them all, which
/// are as many as contracts. A licence with its people is packed into the row's properties.
/// </summary>
internal sealed class TableSeatStore(StorageAccount account) : ISeatStore
{
    private const string Row = "licence";
    private const string Content = "Content";

    // No id of a licence begins with it.
    private const string Imports = "~import";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredSeats>> ListAsync(CancellationToken cancellation)
    {
        var (table, found) = (await OpenAsync(), new List<StoredSeats>());
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>($"RowKey eq '{Row}'", cancellationToken: cancellation))) found.Add(Read(row));
        return [.. found.OrderBy(s => s.Seats.Licence.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<StoredSeats?> FindAsync(string id, CancellationToken cancellation)
    {
        var table = await OpenAsync();
        var found = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(Keys.Escape(id), Row, cancellationToken: cancellation));
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(LicenceSeats seats, string? version, CancellationToken cancellation)
    {
        var packed = Pack(seats);
        if (packed.Length > PackedBytes.MaxInEntity)
            throw StewardException.Invalid($"{seats.Licence.Id} has more assignments than one licence can hold. Enter it as several licences.");
        return await TryPutAsync(Keys.Escape(seats.Licence.Id), Row, packed, version, cancellation) is not null;
    }

    /// <inheritdoc/>
    public bool Fits(LicenceSeats seats) => Pack(seats).Length <= PackedBytes.MaxInEntity;

    /// <inheritdoc/>
    public async Task<StoredImport?> FindImportAsync(CancellationToken cancellation)
    {
        var table = await OpenAsync();
        var found = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(Imports, Imports, cancellationToken: cancellation));
        return found.HasValue
            ? new StoredImport(Json.Read<PendingImport>(PackedBytes.Unpack(PackedBytes.Read(found.Value!, Content)!)), found.Value!.ETag.ToString())
            : null;
    }

    /// <inheritdoc/>
    public Task<string?> TryBeginImportAsync(PendingImport import, string? version, CancellationToken cancellation) =>
        TryPutAsync(Imports, Imports, PackedBytes.Pack(Json.WriteBytes(import)), version, cancellation);

    /// <inheritdoc/>
    public async Task EndImportAsync(string version, CancellationToken cancellation)
    {
        var table = await OpenAsync();
        try
        {
            await StorageErrors.Translate(() => table.DeleteEntityAsync(Imports, Imports, new ETag(version), cancellation));
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            return;
        }
    }

    private static byte[] Pack(LicenceSeats seats) => PackedBytes.Pack(Json.WriteBytes(seats));

    // The version that was written; null when somebody was faster.
    private async Task<string?> TryPutAsync(string partition, string key, byte[] packed, string? version, CancellationToken cancellation)
    {
        var row = new TableEntity(partition, key);
        PackedBytes.Write(row, Content, packed);
        var table = await OpenAsync();
        try
        {
            var answer = await StorageErrors.Translate(() => version is null
                ? table.AddEntityAsync(row, cancellation)
                : table.UpdateEntityAsync(row, new ETag(version), TableUpdateMode.Replace, cancellation));
            return answer.Status == 404 ? null : answer.Headers.ETag?.ToString();
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    private Task<TableClient> OpenAsync() => account.TableAsync("Seats");

    private static StoredSeats Read(TableEntity row) =>
        new(Json.Read<LicenceSeats>(PackedBytes.Unpack(PackedBytes.Read(row, Content)!)), row.ETag.ToString());
}
