using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Private keys and signed tokens in the forms of RFCs.</summary>
internal static class KeyRules
{
    // The end of a line, also as it stands in literals; then what a key begins with: headers (RFC 1421, RFC 9580) or base64.
    private const string Line = """(?:[ \t"'+,;|>*#]|\\+[nr]|\r|\n)+""";
    private const string Headers = "(?<headers>(?:[A-Z][A-Za-z-]{2,20}: [^\\r\\n\\\\]{1,100}" + Line + ")*)";

    // base64 of "openssh-key-v1", a zero, and the cipher's name "none" with its length (PROTOCOL.key of OpenSSH).
    private const string OpenSsh = "b3BlbnNzaC1rZXktdjE";
    private const string OpenSshPlain = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmU";

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // RFC 7468 (PKCS #8), RFC 5915 (EC), RFC 8017 (RSA), RFC 9580 (OpenPGP), OpenSSH. Public keys and certificates are none.
        new(
            "private-key", "private key",
            "(?<s>-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----)" + Line + Headers + "(?<body>[A-Za-z0-9+/=]{24,64})", "PRIVATE KEY")
        { Before = 40, Length = 800, NotBefore = null, NotAfter = null, Check = IsPlain },
        new("putty-private-key", "PuTTY private key", """(?<s>PuTTY-User-Key-File-[23]: [a-z0-9-]+)\s+Encryption: (?<cipher>[a-z0-9-]+)\s""", "PuTTY-User-Key-File")
        { NotAfter = null, Check = c => c.Group("cipher") == "none" ? c.Certainty : SecretCertainty.Hint },

        // RFC 7519; its header is base64url of '{"'. Many are short-lived, and examples are everywhere.
        new("jwt", "JSON web token", @"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{27,}", "eyJ") { Certainty = SecretCertainty.Hint, Length = 1000, NotAfter = Edges.Dashed },
    ];

    // What is locked by a passphrase is no secret as long as that is a good one.
    private static SecretCertainty? IsPlain(Candidate candidate)
    {
        var body = candidate.Group("body");
        if (Placeholders.IsOne(body[..24])) return null;
        return candidate.Secret.Contains("ENCRYPTED", StringComparison.Ordinal) || candidate.Group("headers").Contains("ENCRYPTED", StringComparison.Ordinal)
            || (body.StartsWith(OpenSsh, StringComparison.Ordinal) && !body.StartsWith(OpenSshPlain, StringComparison.Ordinal))
            ? SecretCertainty.Hint : candidate.Certainty;
    }
}
