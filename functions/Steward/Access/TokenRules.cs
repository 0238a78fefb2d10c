using Steward.Access.Bearers;
using Steward.Kernel;

namespace Steward.Access;

/// <summary>What a token may be asked for with.</summary>
internal static class TokenRules
{
    public const int MaxName = 64;
    private const int MaxProducts = 50;
    private const string GitHub = "github:";

    /// <summary>Checks what is asked for; Invalid with a sentence.</summary>
    public static void Check(TokenRequest request, DateTimeOffset now)
    {
        if (request.Name is not { Length: > 0 and <= MaxName } || !request.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw StewardException.Invalid($"A token's name has 1 to {MaxName} letters, digits, '.', '_' or '-'.");
        if (!Enum.IsDefined(request.Level)) throw StewardException.Invalid("A token's level is Read, Upload, Approve or Administer.");
        if (request.Owner is { } owner && !IsPerson(owner)) throw StewardException.Invalid("A token's owner is a person as github:login or entra:object-id.");
        if (request.ExpiresAt <= now) throw StewardException.Invalid("A token cannot expire in the past. Give a later date, or none.");
        CheckReach(request);
    }

    /// <summary>When a token ends that is issued now; Invalid when that is later than the options allow.</summary>
    public static DateTimeOffset? End(TokenRequest request, TokenOptions options, DateTimeOffset now)
    {
        var end = request.ExpiresAt ?? now + options.DefaultLifetime;
        // A day that is named ends at its midnight, wherever that is.
        if (options.MaxLifetime is { } most && !(end <= now + most + TimeSpan.FromDays(1)))
            throw StewardException.Invalid($"A token lasts {most.TotalDays:0} days at most here. Give an earlier date, or none.");
        return end;
    }

    private static void CheckReach(TokenRequest request)
    {
        // An empty list could be read as everything or as nothing.
        if (request.Products is { Count: 0 or > MaxProducts }) throw StewardException.Invalid($"A token names 1 to {MaxProducts} products, or none of them to reach all.");
        foreach (var product in request.Products ?? []) ProductPattern.Parse(product ?? "");
        if (request.Scopes is { Count: 0 }) throw StewardException.Invalid("A token names at least one scope, or leaves scopes out to have all of its level.");
        foreach (var scope in request.Scopes ?? []) CheckScope(scope, request.Level);
    }

    private static void CheckScope(string? scope, AccessLevel level)
    {
        if (scope is null || !AccessScopes.IsScope(scope))
            throw StewardException.Invalid($"'{Texts.Clip(scope, 60)}' is no scope. There are {string.Join(", ", AccessScopes.All)}, and {AccessScopes.Agent}/NAME for one agent.");
        var least = AccessScopes.LeastLevel(scope);
        if (level < least) throw StewardException.Invalid($"The scope {scope} opens nothing below the level {least}, and the token is asked for with {level}.");
    }

    private static bool IsPerson(string owner) => IsLogin(owner) || (owner.StartsWith(EntraIssuer.Prefix, StringComparison.Ordinal) && Guid.TryParseExact(owner[EntraIssuer.Prefix.Length..], "D", out _));

    private static bool IsLogin(string owner) =>
        owner.Length <= MaxName + GitHub.Length && owner.StartsWith(GitHub, StringComparison.Ordinal) && owner.Length > GitHub.Length
        && owner[GitHub.Length..].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
