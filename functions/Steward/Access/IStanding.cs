namespace Steward.Access;

/// <summary>What the access file in force says of somebody.</summary>
/// <param name="Level">The level at the moment that was asked for; null: none at all.</param>
/// <param name="Reason">Why, one sentence for people.</param>
public sealed record Standing(AccessLevel? Level, string Reason);

/// <summary>
/// Says what a person may do at a moment, by position. Every door asks it when somebody acts, not when they signed in: a leaver's token opens nothing on the day after.
/// </summary>
public interface IStanding
{
    /// <summary>
    /// The standing of an actor such as <c>github:login</c> or <c>entra:object-id</c>; null where no access file speaks of such actors, and what they were admitted with holds.
    /// Unavailable when it cannot be found out: then nobody is let in.
    /// </summary>
    /// <param name="name">The actor's name.</param>
    /// <param name="time">The moment.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<Standing?> LevelOfAsync(string name, DateTimeOffset time, CancellationToken cancellation);
}
