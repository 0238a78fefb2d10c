using System.Text;

namespace Steward.SystemTests.Secrets;

/// <summary>Looks for a secret in a text, in every form in which programs write things down.</summary>
internal static class Leak
{
    /// <summary>The forms of a secret that stand in a text, by name; empty when it is not there.</summary>
    public static IReadOnlyList<string> Find(string text, string secret) =>
        [.. Forms(secret).Where(f => text.Contains(f.Text, StringComparison.OrdinalIgnoreCase)).Select(f => f.Name)];

    private static IEnumerable<(string Name, string Text)> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return ("as it is", secret);
        yield return ("percent-encoded", Uri.EscapeDataString(secret));
        yield return ("form-encoded", System.Net.WebUtility.UrlEncode(secret));
        yield return ("as JSON", System.Text.Json.JsonSerializer.Serialize(secret)[1..^1]);
        yield return ("hexadecimal", Convert.ToHexStringLower(bytes));
        for (var shift = 0; shift < 3; shift++)
        {
            var base64 = Base64Inside(bytes, shift);
            yield return ("base64", base64);
            yield return ("base64url", base64.Replace('+', '-').Replace('/', '_'));
        }
    }

    // What base64 of anything that holds the bytes looks like, whatever stands before and behind them.
    private static string Base64Inside(byte[] bytes, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
        var whole = (bytes.Length + shift) / 3 * 4;
        return text[(shift == 0 ? 0 : 4)..whole];
    }
}
