using Steward.Kernel;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Every rule there is.</summary>
internal static class SecretRules
{
    // Raise it when a check is changed; the rest of the version comes from the rules themselves.
    private const int Checks = 1;

    /// <summary>The rules; several may have one id.</summary>
    public static IReadOnlyList<SecretRule> All { get; } =
    [
        .. CodeRules.All, .. AwsRules.All, .. AzureRules.All, .. CloudRules.All, .. ServiceRules.All, .. KeyRules.All, .. PasswordRules.All,
    ];

    /// <summary>The titles by id.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } =
        All.DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Title, StringComparer.Ordinal);

    /// <summary>The keywords whose case matters.</summary>
    public static Keywords Exact { get; } = new(All.Where(r => !r.AnyCase), StringComparison.Ordinal);

    /// <summary>The others.</summary>
    public static Keywords AnyCase { get; } = new(All.Where(r => r.AnyCase), StringComparison.OrdinalIgnoreCase);

    /// <summary>Another one as soon as any rule is: evidence is worth as much as the rules it was made with.</summary>
    public static string Version { get; } = $"{Checks}-{Digest.Sha256(string.Join('\n', All.Select(Text)))[..12]}";

    private static string Text(SecretRule rule) =>
        $"{rule.Id} {rule.Pattern} {string.Join(' ', rule.Keywords)} {rule.Certainty} {rule.Before} {rule.Length} {rule.AnyCase}";
}
