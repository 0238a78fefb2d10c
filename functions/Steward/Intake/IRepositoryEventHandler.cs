namespace Steward.Intake;

/// <summary>Something that starts work for events it knows. Handlers are registered as services; each looks at every event.</summary>
public interface IRepositoryEventHandler
{
    /// <summary>
    /// Starts what the event asks for (safe to repeat: instance ids come from the subject) and says in a few words what it started;
    /// null when the event is not for this handler.
    /// </summary>
    Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation);
}
