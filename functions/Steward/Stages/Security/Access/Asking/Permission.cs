using System.Diagnostics.CodeAnalysis;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>
/// A permission as people write it: <c>github:acme/app:push</c>, <c>github:@acme/platform:maintainer</c>, <c>github:acme:admin</c>,
/// <c>azure:/subscriptions/...:Reader</c>, <c>steward:approve</c>, or a path of a repository, <c>acme/app/src/x</c>.
/// </summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind of grant.</param>
/// <param name="Target">What it is a permission to, lower case.</param>
/// <param name="Right">The least right that counts; null: any.</param>
public sealed record Permission(string System, string Kind, string Target, string? Right)
{
    private const string Forms = "write github:OWNER/NAME:push, github:@ORGANISATION/TEAM:member, github:ORGANISATION:admin, azure:SCOPE:ROLE, steward:approve, or a path such as acme/app/src";

    /// <summary>Reads one; Invalid for anything else, naming the forms.</summary>
    public static Permission Parse(string text)
    {
        var parts = text.Split(':');
        return parts switch
        {
            [SystemNames.Steward, var level] => Checked(new(SystemNames.Steward, GrantKinds.Level, SystemNames.Steward, level), text),
            [SystemNames.GitHub, ['@', .. var team], .. var right] when right.Length <= 1 => Checked(new(SystemNames.GitHub, GrantKinds.Team, team.ToLowerInvariant(), right.ElementAtOrDefault(0)), text),
            [SystemNames.GitHub, var target, .. var right] when right.Length <= 1 => Checked(
                new(SystemNames.GitHub, target.Contains('/', StringComparison.Ordinal) ? GrantKinds.Repository : GrantKinds.Organisation, target.ToLowerInvariant(), right.ElementAtOrDefault(0)), text),
            [SystemNames.Azure, ['/', ..] scope, .. var role] when role.Length <= 1 => new(SystemNames.Azure, GrantKinds.Role, scope.TrimEnd('/').ToLowerInvariant(), role.ElementAtOrDefault(0)),
            [var path] when path.Trim('/').Split('/') is [var owner, var name, ..] => Checked(new(SystemNames.GitHub, GrantKinds.Repository, $"{owner}/{name}".ToLowerInvariant(), null), text),
            _ => throw Unreadable(text),
        };
    }

    /// <summary>Reads one; false with the reason for anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Permission? permission, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (permission, problem) = (Parse(text), null);
            return true;
        }
        catch (StewardException unreadable)
        {
            (permission, problem) = (null, unreadable.Message);
            return false;
        }
    }

    private static Permission Checked(Permission permission, string text)
    {
        if (permission.Target.Length == 0 || permission.Right is { } right && !Rights.Of(permission.Kind).Contains(right)) throw Unreadable(text);
        return permission;
    }

    private static StewardException Unreadable(string text) => StewardException.Invalid($"'{Texts.Clip(text, 120)}' is no permission: {Forms}.");
}
