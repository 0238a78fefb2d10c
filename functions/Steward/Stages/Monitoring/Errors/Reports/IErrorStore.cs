using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Grouping;

namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>Where the error groups of releases are kept, one partition a product. What is kept is masked.</summary>
/// <remarks>Unavailable when storage does not answer: then it is unknown whether a batch was counted; add it again.</remarks>
public interface IErrorStore
{
    /// <summary>All groups that the product ever had, so that the same error finds the same group in every release.</summary>
    Task<IReadOnlyList<KnownGroup>> KnownAsync(ProductId product, CancellationToken cancellation);

    /// <summary>
    /// Adds the counts of a batch. A batch id that was added before changes nothing; one that was added in part is completed. A batch id that
    /// was used for other lines is Invalid. The release is known from then on, also by an empty batch.
    /// </summary>
    Task AddAsync(ProductId product, ErrorBatch batch, CancellationToken cancellation);

    /// <summary>The releases for which there were reports, by their first one, oldest first.</summary>
    Task<IReadOnlyList<ReportedRelease>> ReleasesAsync(ProductId product, CancellationToken cancellation);

    /// <summary>The groups of a release, by id; none for a release that is not known.</summary>
    Task<IReadOnlyList<GroupTally>> GroupsAsync(ProductId product, string release, CancellationToken cancellation);
}

/// <summary>Counts to be added to a release.</summary>
/// <param name="Release">The release's tag.</param>
/// <param name="Id">What makes it this batch and no other: 64 hexadecimal digits.</param>
/// <param name="Digest">SHA-256 of its lines.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Groups">Its groups, with masked examples.</param>
public sealed record ErrorBatch(string Release, string Id, string Digest, DateTimeOffset ReceivedAt, IReadOnlyList<ErrorGroup> Groups)
{
    /// <summary>All its errors.</summary>
    public long Errors => Groups.Sum(g => g.Count);
}

/// <summary>A release for which there were reports.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="FirstReported">When the first one came.</param>
public sealed record ReportedRelease(string Tag, DateTimeOffset FirstReported);

/// <summary>A group in one release.</summary>
/// <param name="Id">The group.</param>
/// <param name="Template">What its errors have in common.</param>
/// <param name="Context">The exception's type and function, or empty.</param>
/// <param name="Count">How many errors.</param>
/// <param name="FirstSeen">When the first batch with it came.</param>
/// <param name="LastSeen">When the last one came.</param>
/// <param name="Example">A masked example.</param>
public sealed record GroupTally(
    string Id, string Template, string Context, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string Example);
