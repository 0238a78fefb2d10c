namespace Steward.Changes;

/// <summary>Shows a change's verdict where the team looks at its commits. An effect: it comes last, and doing it twice changes nothing.</summary>
public interface IVerdictPublisher
{
    /// <summary>
    /// Publishes the change's picture of now over the one before, and says in a few words what was published; null when the product is not on a
    /// service that shows verdicts. Errors as of <see cref="Steward.Source.ISource"/>.
    /// </summary>
    Task<string?> PublishAsync(ChangeRecord change, CancellationToken cancellation);
}
