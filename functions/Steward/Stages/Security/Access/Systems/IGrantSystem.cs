using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Systems;

/// <summary>A system whose grants can be read and changed.</summary>
/// <remarks>
/// Errors: Forbidden without the right, NotFound for what is not there, Unavailable (with RetryAfter where told) when it does not answer or limits the rate,
/// Invalid for what it can never do. What is refused for one target only stands in <see cref="SystemState.Unread"/>.
/// </remarks>
public interface IGrantSystem
{
    /// <summary>The most grants that are read; more is Invalid.</summary>
    const int MaxGrants = 50_000;

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Reads what there is of what the file mentions. Makes no writing call.</summary>
    Task<SystemState> ReadAsync(CareScope care, CancellationToken cancellation);

    /// <summary>Makes one change; safe to run twice.</summary>
    Task ApplyAsync(AccessChange change, CancellationToken cancellation);
}
