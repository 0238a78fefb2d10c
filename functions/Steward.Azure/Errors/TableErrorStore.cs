using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Azure.Errors;

/// <summary>
/// The error groups in the table <c>Errors</c>; see <see cref="ErrorRows"/>. A batch is counted in transactions of at most 49 groups, each of
/// which leaves a marker of what it counted: whatever breaks in between, the next try counts the rest and nothing twice.
/// </summary>
/// <param name="account">The account.</param>
public sealed class TableErrorStore(StorageAccount account) : IErrorStore
{
    // A group needs two rows, and a marker one: 99 of the 100 that a transaction takes.
    private const int GroupsAtOnce = 49;
    private const int Attempts = 30;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownGroup>> KnownAsync(ProductId product, CancellationToken cancellation) =>
        [.. (await RowsAsync(product, ErrorRows.GroupPrefix, cancellation)).Select(ErrorRows.ToKnown).Where(g => g.Id != ErrorGrouper.Overflow)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReportedRelease>> ReleasesAsync(ProductId product, CancellationToken cancellation) =>
        [.. (await RowsAsync(product, ErrorRows.ReleasePrefix, cancellation)).Select(ErrorRows.ToRelease).OrderBy(r => r.FirstReported).ThenBy(r => r.Tag, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GroupTally>> GroupsAsync(ProductId product, string release, CancellationToken cancellation) =>
        [.. (await RowsAsync(product, ErrorRows.CountPrefix(release), cancellation)).Select(ErrorRows.ToTally)];

    /// <inheritdoc/>
    public async Task AddAsync(ProductId product, ErrorBatch batch, CancellationToken cancellation)
    {
        await KnowReleaseAsync(product, batch, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var markers = await RowsAsync(product, ErrorRows.BatchPrefix(batch), cancellation);
            CheckSame(batch, markers);
            var applied = markers.SelectMany(ErrorRows.AppliedIn).ToHashSet(StringComparer.Ordinal);
            var rest = batch.Groups.Where(g => !applied.Contains(g.Id)).ToList();
            if (rest.Count == 0 && markers.Count > 0) return;
            try
            {
                await CountAsync(product, batch, rest, markers.Count, cancellation);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412 && attempt < Attempts)
            {
                // Another batch, or this one again, counted in between: see what is left.
            }
        }
    }

    private async Task CountAsync(ProductId product, ErrorBatch batch, List<ErrorGroup> groups, int part, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var there = (await RowsAsync(product, ErrorRows.CountPrefix(batch.Release), cancellation)).ToDictionary(ErrorRows.IdIn, StringComparer.Ordinal);
        // A batch without errors leaves its marker, too.
        foreach (var chunk in groups.Chunk(GroupsAtOnce).DefaultIfEmpty([]))
        {
            var actions = chunk.SelectMany(group => new[]
            {
                ErrorRows.Counted(product, batch, group, there.GetValueOrDefault(group.Id)), ErrorRows.Upsert(ErrorRows.Group(product, group)),
            });
            var all = actions.Prepend(ErrorRows.Add(ErrorRows.Marker(product, batch, part++, chunk))).ToList();
            await StorageErrors.Translate(() => table.SubmitTransactionAsync(all, cancellation));
        }
    }

    private async Task KnowReleaseAsync(ProductId product, ErrorBatch batch, CancellationToken cancellation)
    {
        var table = await TableAsync();
        try
        {
            await StorageErrors.Translate(() => table.AddEntityAsync(ErrorRows.Release(product, batch), cancellation));
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // The first report of the release gave it its place; that stays.
        }
    }

    private static void CheckSame(ErrorBatch batch, IReadOnlyList<TableEntity> markers)
    {
        if (markers.Any(m => ErrorRows.DigestIn(m) != batch.Digest))
            throw StewardException.Invalid("This Idempotency-Key was used for other lines of this release. Use a new key for new lines.");
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(ProductId product, string prefix, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var filter = Keys.RowsWithPrefix(ErrorRows.PartitionOf(product), prefix);
        var rows = new List<TableEntity>();
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))) rows.Add(row);
        return rows;
    }

    private Task<TableClient> TableAsync() => account.TableAsync("Errors");
}
