using System.Text;
using Steward.Access;

namespace Steward.UnitTests.Security.Secrets;

/// <summary>Tokens put together when they are needed, so that no checkout of these tests holds a whole one.</summary>
internal static class Made
{
    public const string Digits = "0123456789";
    public const string Hex = "0123456789abcdef";
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string Alphanumeric = Digits + Upper + "abcdefghijklmnopqrstuvwxyz";
    public const string Base64 = Alphanumeric + "+/";
    public const string Url = Alphanumeric + "-_";

    /// <summary>Random characters, the same for the same seed, of all classes that the alphabet has.</summary>
    public static string Random(string alphabet, int length, int seed = 7)
    {
        var random = new Random(seed + length + alphabet.Length);
        while (true)
        {
            var text = new string([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (length < 8 || alphabet.Length < 60 || (text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower))) return text;
        }
    }

    /// <summary>A token of GitHub's form: 30 random digits and their CRC-32.</summary>
    public static string Checked(string prefix, int seed = 7)
    {
        var body = Random(Alphanumeric, 30, seed);
        return prefix + body + Base62(Crc32(body));
    }

    /// <summary>Steward's own.</summary>
    public static string OwnToken() => TokenSecret.Create();

    /// <summary>The same with another last character.</summary>
    public static string Bent(string token) => token[..^1] + (token[^1] == 'a' ? 'b' : 'a');

    public static string InBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // ISO 3309, bit by bit: not the code that is tested.
    private static uint Crc32(string text)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.ASCII.GetBytes(text))
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }

    private static string Base62(uint number)
    {
        var text = "";
        for (var i = 0; i < 6; i++, number /= 62) text = Alphanumeric[(int)(number % 62)] + text;
        return text;
    }
}
