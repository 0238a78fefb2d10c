namespace Steward.Azure.Intake;

/// <summary>Cuts deliveries into what one transaction takes: one partition, no id twice, at most 100 operations and 4 MB.</summary>
internal static class DeliveryChunks
{
    /// <summary>The most deliveries of one transaction: what became of all of them must fit into one property, too.</summary>
    public const int MaxRows = 64;

    private const int MaxBytes = 3_500_000;

    /// <summary>The chunks; of several deliveries with one id only the first is in one.</summary>
    public static IEnumerable<IReadOnlyList<DeliveryRow>> Of(IReadOnlyList<DeliveryRow> rows) =>
        rows.GroupBy(r => r.Partition).SelectMany(partition => Cut(partition.DistinctBy(r => r.Delivery.Id)));

    private static IEnumerable<IReadOnlyList<DeliveryRow>> Cut(IEnumerable<DeliveryRow> rows)
    {
        var chunk = new List<DeliveryRow>();
        var bytes = 0;
        foreach (var row in rows)
        {
            if (chunk.Count == MaxRows || (chunk.Count > 0 && bytes + row.Weight > MaxBytes))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(row);
            bytes += row.Weight;
        }

        if (chunk.Count > 0) yield return chunk;
    }
}
