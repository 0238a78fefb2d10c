using Steward.Access;
using Steward.Kernel;

namespace Steward.Web.Access;

/// <summary>Holds callers to what they may do at this moment by position: a person, and every token that belongs to one.</summary>
/// <param name="standing">Says what that is.</param>
/// <param name="time">The clock.</param>
internal sealed class StandingDoor(IStanding standing, TimeProvider time)
{
    /// <summary>The identity with the level that counts now: never more than it came with. Forbidden for who has no standing at all.</summary>
    public async Task<Identity> LimitAsync(Identity identity, CancellationToken cancellation)
    {
        var caller = identity.Caller;
        if (caller.IsProgram) return identity;
        if (await standing.LevelOfAsync(caller.Owner ?? caller.Name, time.GetUtcNow(), cancellation) is not { } now) return identity;
        if (now.Level is not { } level) throw new StewardException(FailureKind.Forbidden, $"{caller.Name} may do nothing here now: {now.Reason}");
        return level >= caller.Level ? identity : identity with { Caller = caller with { Level = level }, Limit = now.Reason };
    }
}
