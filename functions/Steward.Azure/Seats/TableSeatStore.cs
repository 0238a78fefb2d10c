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
        var row = new TableEntity(Keys.Escape(seats.Licence.Id), Row);
        var packed = PackedBytes.Pack(Json.WriteBytes(seats));
        if (packed.Length > PackedBytes.MaxInEntity)
            throw StewardException.Invalid($"{seats.Licence.Id} has more assignments than one licence can hold. Enter it as several licences.");
        PackedBytes.Write(row, Content, packed);
        var table = await OpenAsync();
        try
        {
            var answer = await StorageErrors.Translate(() => version is null
                ? table.AddEntityAsync(row, cancellation)
                : table.UpdateEntityAsync(row, new ETag(version), TableUpdateMode.Replace, cancellation));
            return answer.Status != 404;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private Task<TableClient> OpenAsync() => account.TableAsync("Seats");

    private static StoredSeats Read(TableEntity row) =>
        new(Json.Read<LicenceSeats>(PackedBytes.Unpack(PackedBytes.Read(row, Content)!)), row.ETag.ToString());
}
