using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>What must be true of every evidence before it may enter a ledger, because it can never be taken out again.</summary>
internal static class EvidenceRules
{
    private const int MaxName = 200;
    private const int DigestLength = 64;

    /// <summary>Throws Invalid, naming the member that breaks a rule.</summary>
    public static void Check(Evidence evidence)
    {
        Require(IsDigest(evidence.Id), "id", evidence.Id, "64 lower-case hexadecimal digits (Evidence.IdFor makes one)");
        Require(IsKind(evidence.Kind), "kind", evidence.Kind, "dotted lower-case words such as 'licences.scanned'");
        Require(IsName(evidence.Actor), "actor", evidence.Actor, $"1 to {MaxName} printable characters such as 'github:login'");
        Require(IsSubject(evidence.Subject), "subject", evidence.Subject.ToString(), "kind:id with a lower-case kind and at most 400 printable characters");
        Require(evidence.Payload is null || IsDigest(evidence.Payload), "payload", evidence.Payload, "a SHA-256 of 64 lower-case hexadecimal digits");
    }

    private static bool IsDigest(string? text) => text is { Length: DigestLength } && text.All(char.IsAsciiHexDigitLower);

    private static bool IsKind(string? text) =>
        text is { Length: > 0 and <= MaxName } && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    private static bool IsName(string? text) => text is { Length: > 0 and <= MaxName } && !text.Any(char.IsControl);

    private static bool IsSubject(Subject subject) =>
        subject is { Kind: { Length: > 0 and <= MaxName }, Id.Length: > 0 } && Subject.TryParse(subject.ToString(), out var same) && same == subject;

    private static void Require(bool holds, string member, string? value, string expected)
    {
        if (!holds) throw StewardException.Invalid($"Evidence has the {member} '{Texts.Clip(value, 80)}', which is not {expected}.");
    }
}
