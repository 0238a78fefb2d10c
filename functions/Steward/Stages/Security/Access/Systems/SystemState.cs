namespace Steward.Stages.Security.Access.Systems;

/// <summary>What a system says of its grants at a moment, as far as the file asks.</summary>
/// <param name="System">The system's name.</param>
/// <param name="ReadAt">When it was read.</param>
public sealed record SystemState(string System, DateTimeOffset ReadAt)
{
    /// <summary>The account as which Steward acts there, or null: none that could be among the people.</summary>
    public string? Self { get; init; }

    /// <summary>The grants.</summary>
    public IReadOnlyList<ActualGrant> Grants { get; init; } = [];

    /// <summary>What is known of the accounts that were asked for.</summary>
    public IReadOnlyList<KnownAccount> Accounts { get; init; } = [];

    /// <summary>The names of roles that let who has them assign roles, also roles of somebody's own making.</summary>
    public IReadOnlyList<string> GrantingRoles { get; init; } = [];

    /// <summary>What could not be read: nothing is changed there.</summary>
    public IReadOnlyList<UnreadTarget> Unread { get; init; } = [];

    /// <summary>Why the system could not be read at all; null: it was.</summary>
    public string? Problem { get; init; }
}

/// <summary>A grant that is there.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Target">What it is a permission to, lower case.</param>
/// <param name="Account">The login or object id, as the system writes it.</param>
/// <param name="Right">The right, as policies write it.</param>
public sealed record ActualGrant(string Kind, string Target, string Account, string Right)
{
    /// <summary>True for an invitation that is not accepted yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>True for an outside collaborator of the organisation.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Where it comes from, when not from itself: a parent team, a scope above. Such a grant is not taken away here.</summary>
    public string? Through { get; init; }

    /// <summary>
    /// What the account would be shown with here without a grant of its own. Systems that show only the strongest right hide the account's own behind it: lowering that
    /// changes nothing that can be seen.
    /// </summary>
    public IReadOnlyList<GrantFloor> Floors { get; init; } = [];

    /// <summary>False for groups, programs and the like: they count as owners, and are left alone.</summary>
    public bool IsPerson { get; init; } = true;

    /// <summary>The system's own name of it: of an invitation, an assignment. Null: it has none.</summary>
    public string? Handle { get; init; }
}

/// <summary>A right that comes from elsewhere.</summary>
/// <param name="Right">The right.</param>
/// <param name="Through">Where it comes from: a team, the organisation.</param>
public sealed record GrantFloor(string Right, string Through);

/// <summary>An account that was asked for.</summary>
/// <param name="Asked">The name in the file.</param>
/// <param name="Name">Its name now; null: there is no such account.</param>
/// <param name="Id">The system's number of it, where it has one.</param>
public sealed record KnownAccount(string Asked, string? Name, long? Id);

/// <summary>Something that could not be read.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Target">Which.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record UnreadTarget(string Kind, string Target, string Reason);
