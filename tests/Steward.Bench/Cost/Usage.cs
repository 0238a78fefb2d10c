namespace Steward.Bench.Cost;

/// <summary>What something used.</summary>
/// <param name="Tables">Operations on tables by Steward itself.</param>
/// <param name="BlobWrites">Blobs written, or listed.</param>
/// <param name="BlobReads">Blobs read.</param>
/// <param name="Engine">Operations of the embedded engine, which Durable Functions takes the place of in Azure; leases are left out.</param>
/// <param name="Orchestrations">Orchestrations begun.</param>
/// <param name="Activities">Activities run.</param>
/// <param name="Seconds">Seconds of activities.</param>
internal sealed record Usage(double Tables, double BlobWrites, double BlobReads, double Engine, double Orchestrations, double Activities, double Seconds)
{
    public static Usage None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static Usage operator +(Usage a, Usage b) => new(
        a.Tables + b.Tables, a.BlobWrites + b.BlobWrites, a.BlobReads + b.BlobReads, a.Engine + b.Engine,
        a.Orchestrations + b.Orchestrations, a.Activities + b.Activities, a.Seconds + b.Seconds);

    public static Usage operator -(Usage a, Usage b) => a + (b * -1);

    public static Usage operator *(Usage a, double times) => new(
        a.Tables * times, a.BlobWrites * times, a.BlobReads * times, a.Engine * times, a.Orchestrations * times, a.Activities * times, a.Seconds * times);

    /// <summary>One row each.</summary>
    public IEnumerable<Measurement> Rows(string what) =>
    [
        new($"{what}: tables", Tables, "operations", false),
        new($"{what}: blobs written or listed", BlobWrites, "operations", false),
        new($"{what}: blobs read", BlobReads, "operations", false),
        new($"{what}: embedded engine", Engine, "operations", false),
        new($"{what}: orchestrations", Orchestrations, "runs", false),
        new($"{what}: activities", Activities, "runs", false),
        new($"{what}: time of activities", Seconds, "s", false),
    ];
}
