using Steward.Gates.Notes;

namespace Steward.Changes;

/// <summary>Shows a change's verdict where the team looks: as a check run on GitHub.</summary>
public interface IVerdictPublisher
{
    /// <summary>
    /// Publishes, or brings up to date what was published before (safe to repeat). Answers with a short description of what is shown,
    /// or null when the product has no such place. Errors as for <see cref="Source.ISource"/>.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="notes">What capabilities add to its verdict; as far as it fits.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<string?> PublishAsync(ChangeRecord change, VerdictNotes notes, CancellationToken cancellation);
}
