using System.Buffers;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Passwords have no form of their own: what stands around them gives them away. All but those in addresses are hints.</summary>
internal static class PasswordRules
{
    private const int LongEnough = 16;
    private const double RandomBits = 3.6;

    private static readonly SearchValues<string> OwnMachine = SearchValues.Create(["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Ordinary = SearchValues.Create(["pass", "user", "secret", "token", "admin", "root", "test", "guest", "postgres"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Code = SearchValues.Create("{}()<>[]$ ,;");

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // RFC 3986, section 3.2.1: user information, whose password part is deprecated because it ends up in files such as these.
        new("url-password", "password in a URL", """://(?<user>[^\s/:@"'`<>\\|(){}$%]{0,100}):(?<s>[^\s/:@"'`<>\\|(){}$*]{3,200})@(?<host>[A-Za-z0-9.\[][^\s/"'`<>,)]*)""", "://")
        { Length = 450, NotBefore = null, NotAfter = null, Check = OfUrl },
        new(
            "connection-string-password", "password in a connection string",
            """(?i:(?:server|data source|host|hostname|address|user id|uid|user|username|database|initial catalog)[ ]?=[^;"'\n]+;[^"'\n]*(?:password|pwd)[ ]?=[ ]?)(?<s>[^;"'\s<>{}$]{4,128})""",
            "password=", "password =", "pwd=", "pwd =")
        { AnyCase = true, Certainty = SecretCertainty.Hint, Before = 300, NotBefore = null, NotAfter = null },
        new(
            "assigned-secret", "random text given to a name that speaks of a secret",
            """[A-Za-z0-9_-]+["'`\]]{0,2}[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8}(?:"(?<s>[^"\s\\]+)"|'(?<s>[^'\s\\]+)'|`(?<s>[^`\s\\]+)`)""",
            "password", "passwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "privatekey", "private_key", "credential")
        { AnyCase = true, Certainty = SecretCertainty.Hint, NotBefore = null, NotAfter = null, Check = LooksRandom },
        new(
            "assigned-secret", "random text given to a name that speaks of a secret",
            "[A-Za-z0-9_]+=(?<s>[A-Za-z0-9+/=_.~-]+)(?:[\\s;]|\\z)", "PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL")
        { Certainty = SecretCertainty.Hint, NotBefore = null, NotAfter = null, Check = LooksRandom },
    ];

    private static SecretCertainty? OfUrl(Candidate candidate)
    {
        var (user, host) = (candidate.Group("user"), candidate.Group("host"));
        if (candidate.Secret == user || host.Contains("example", StringComparison.OrdinalIgnoreCase)) return null;
        // A word that everybody writes, or a machine that nobody else reaches: a person has to look.
        var isWeak = candidate.Secret.Length < 8 || candidate.Secret.AsSpan().ContainsAny(Ordinary) || host.AsSpan().ContainsAny(OwnMachine);
        return isWeak ? SecretCertainty.Hint : candidate.Certainty;
    }

    private static SecretCertainty? LooksRandom(Candidate candidate)
    {
        var secret = candidate.Secret;
        var isRandom = secret.Length >= LongEnough && secret.Count(char.IsAsciiDigit) >= 2 && secret.Any(char.IsAsciiLetter)
            && !secret.AsSpan().ContainsAny(Code) && !secret.Contains("://", StringComparison.Ordinal) && !IsName(secret) && Entropy.Of(secret) >= RandomBits;
        return isRandom ? candidate.Certainty : null;
    }

    // Ids of things (RFC 9562), and words and numbers strung together, are names.
    private static bool IsName(string text) =>
        Guid.TryParse(text, out _) || text.Split('-', '_', '.', '/', ':') is { Length: > 1 } parts && parts.All(p => p.All(char.IsAsciiLetter) || p.All(char.IsAsciiDigit));
}
