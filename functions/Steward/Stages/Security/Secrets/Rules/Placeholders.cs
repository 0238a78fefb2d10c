using System.Buffers;
using Steward.Kernel;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>What people write where a secret would stand, and secrets that their makers published for everybody.</summary>
internal static class Placeholders
{
    private const int LongestRun = 7;
    private const int LongEnoughToVary = 16;
    private const int FewestKinds = 6;

    // Five letters at least: shorter ones stand in long random texts by chance.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "example", "placeholder", "changeme", "change-me", "change_me", "redacted", "dummy", "sample", "your_", "your-", "yourpass", "yourtoken", "yourkey", "insert",
            "replace", "notreal", "not-real", "not_real", "secret_here", "<", "${", "$(", "{{", "%(", "***", "...", "xxxxx", "00000000",
        ], StringComparison.OrdinalIgnoreCase);

    // SHA-256 of them, so that no checkout of this code holds one: the keys of Azurite and of the Cosmos DB emulator, as documented by Microsoft.
    private static readonly HashSet<string> Published = new(StringComparer.Ordinal)
    {
        "0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059",
        "aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615",
    };

    /// <summary>True for what is no secret.</summary>
    public static bool IsOne(string text) =>
        text.AsSpan().ContainsAny(Words) || IsMonotonous(text) || Published.Contains(Digest.Sha256(text));

    // One character over and over, a handful of characters, or a row as on the keyboard or in the alphabet.
    private static bool IsMonotonous(string text)
    {
        if (text.Length >= LongEnoughToVary && text.Distinct().Count() < FewestKinds) return true;
        var (same, rising) = (1, 1);
        for (var i = 1; i < text.Length; i++)
        {
            same = text[i] == text[i - 1] ? same + 1 : 1;
            rising = text[i] == text[i - 1] + 1 || (text[i] == '0' && text[i - 1] == '9') ? rising + 1 : 1;
            if (same > LongestRun || rising > LongestRun) return true;
        }

        return false;
    }
}
