using System.Text.Json.Serialization;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>What a change does.</summary>
public enum ChangeAction
{
    /// <summary>Something that was not there.</summary>
    Grant,

    /// <summary>More than was there.</summary>
    Raise,

    /// <summary>Less than was there: a removal.</summary>
    Lower,

    /// <summary>All of it: a removal.</summary>
    Revoke,
}

/// <summary>One change of a plan.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind of grant.</param>
/// <param name="Subject">The account: a login, an object id.</param>
/// <param name="Target">What it is a permission to.</param>
/// <param name="From">The right that is there; null: none.</param>
/// <param name="To">The right that is to be; null: none.</param>
/// <param name="Reason">Who, and because of what.</param>
public sealed record AccessChange(string System, string Kind, string Subject, string Target, string? From, string? To, string Reason)
{
    /// <summary>What it does.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The person's key in the file; null: the file does not know the account.</summary>
    public string? Person { get; init; }

    /// <summary>The system's own name of what is taken away, such as an invitation's number; null: none.</summary>
    public string? Handle { get; init; }

    /// <summary>True when what is there is an invitation only.</summary>
    public bool IsPending { get; init; }

    /// <summary>True when a brake holds it, or when it waits for an approval while the others of its plan are made.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Why it is never made without a person's approval, whatever the file says of applying; null: it may be.</summary>
    public string? Asks { get; init; }

    /// <summary>True when it takes something away.</summary>
    [JsonIgnore]
    public bool IsRemoval => Action is ChangeAction.Lower or ChangeAction.Revoke;
}

/// <summary>Something to know beside the changes.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">One of <c>pending</c>, <c>waits</c>, <c>renamed</c>, <c>inherited</c>, <c>outside</c>, <c>noAccount</c>, <c>gone</c>, <c>unread</c>.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Sentence">What it is.</param>
public sealed record PlanNote(string System, string Kind, string Subject, string Sentence);
