using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Keys of Amazon Web Services: "IAM identifiers", unique identifiers (AWS docs).</summary>
internal static class AwsRules
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const long MostAccounts = 999_999_999_999;
    private const double RandomBits = 4.2; // of 40 base64 digits, nearly all have more; digests in hexadecimal never do

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        new("aws-access-key-id", "AWS access key id", "(?:AKIA|ASIA)[A-Z2-7]{16}", "AKIA", "ASIA") { Check = NamesAnAccount },
        new(
            "aws-secret-access-key", "AWS secret access key",
            """(?:AKIA|ASIA)[A-Z2-7]{16}[^A-Za-z0-9/+=](?:[^\x00]{0,200}[^A-Za-z0-9/+=])?(?<s>[A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|\z)""", "AKIA", "ASIA")
        { Check = IsRandom, NotBefore = null, NotAfter = null },
        new(
            "aws-secret-access-key", "AWS secret access key",
            """(?:aws_?secret_?(?:access_?)?key|secret_?access_?key)["'`\]]{0,2}[ \t]{0,8}(?:=>|:=|=|:|,)[ \t]{0,8}["'`]?(?<s>[A-Za-z0-9/+]{40})""",
            "aws_secret", "awssecret", "secret_access_key", "secretaccesskey", "secret_accesskey")
        { Check = IsRandom, AnyCase = true, NotBefore = null, NotAfter = Edges.Base64 },
    ];

    // The id holds the account's number in base32, from the fifth digit on (A. Sharma, "A short note on AWS key ID", 2018; T. Fabian, 2020).
    private static SecretCertainty? NamesAnAccount(Candidate candidate)
    {
        var bits = 0L;
        foreach (var c in candidate.Secret.AsSpan(4, 10)) bits = (bits << 5) | (long)Base32.IndexOf(c, StringComparison.Ordinal);
        var account = ((bits >> 2) & 0x7FFFFFFFFF80) >> 7;
        return account <= MostAccounts ? candidate.Certainty : null;
    }

    private static SecretCertainty? IsRandom(Candidate candidate) =>
        Entropy.Of(candidate.Secret) > RandomBits && Entropy.IsMixed(candidate.Secret) ? candidate.Certainty : null;
}
