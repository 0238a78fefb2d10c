namespace Steward.Changes;

/// <summary>Shows a change's verdict where the team looks: as a check run on GitHub.</summary>
public interface IVerdictPublisher
{
    /// <summary>
    /// Publishes, or brings up to date what was published before (safe to repeat). Answers with a short description of what is shown,
    /// or null when the product has no such place. Errors as for <see cref="Source.ISource"/>.
    /// </summary>
    Task<string?> PublishAsync(ChangeRecord change, CancellationToken cancellation);
}
