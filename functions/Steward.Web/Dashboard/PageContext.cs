using Steward.Access;

namespace Steward.Web.Dashboard;

/// <summary>What every page knows of its reader.</summary>
/// <param name="Caller">Who reads; null on open pages.</param>
/// <param name="FormToken">What the page's forms carry; null without a session, and then there are no forms.</param>
/// <param name="Root">What Steward's own addresses begin with: the path below which it stands, or nothing.</param>
public sealed record PageContext(Caller? Caller, string? FormToken, string Root)
{
    /// <summary>True when the reader can use forms that ask for a level.</summary>
    public bool Can(AccessLevel level) => FormToken is not null && Caller?.Level >= level;
}
