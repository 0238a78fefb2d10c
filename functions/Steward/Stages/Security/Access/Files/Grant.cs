namespace Steward.Stages.Security.Access.Files;

/// <summary>One permission in one system.</summary>
/// <param name="System">One of <see cref="SystemNames"/>.</param>
/// <param name="Kind">One of <see cref="GrantKinds"/>.</param>
/// <param name="Target">What it is a permission to: an organisation, <c>organisation/team</c>, <c>owner/name</c>, a scope; in lower case.</param>
/// <param name="Right">What may be done there: <c>member</c>, <c>push</c>, <c>Reader</c>...</param>
public sealed record Grant(string System, string Kind, string Target, string Right)
{
    /// <summary>As people write it: <c>github:acme/app:push</c>, <c>github:@acme/platform:member</c>.</summary>
    public override string ToString() => Kind switch
    {
        GrantKinds.Team => $"{System}:@{Target}:{Right}",
        GrantKinds.Level => $"{System}:{Right}",
        _ => $"{System}:{Target}:{Right}",
    };
}

/// <summary>The systems.</summary>
public static class SystemNames
{
    /// <summary>GitHub.</summary>
    public const string GitHub = "github";

    /// <summary>Azure's role assignments.</summary>
    public const string Azure = "azure";

    /// <summary>Steward itself: the file is all there is.</summary>
    public const string Steward = "steward";
}

/// <summary>The kinds of grants.</summary>
public static class GrantKinds
{
    /// <summary>The role in a GitHub organisation.</summary>
    public const string Organisation = "organisation";

    /// <summary>The role in a team.</summary>
    public const string Team = "team";

    /// <summary>The right to a repository.</summary>
    public const string Repository = "repository";

    /// <summary>An Azure role at a scope; a person may have several at one.</summary>
    public const string Role = "role";

    /// <summary>Steward's own level.</summary>
    public const string Level = "level";
}
