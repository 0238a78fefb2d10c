using System.Buffers;
using System.Numerics;

namespace Steward.Access;

/// <summary>Numbers in digits that survive every shell, address and double click.</summary>
internal static class Base62
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static SearchValues<char> Digits { get; } = SearchValues.Create(Alphabet);

    /// <summary>Big-endian bytes as a fixed number of digits.</summary>
    public static string Write(ReadOnlySpan<byte> bytes, int digits)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var text = new char[digits];
        for (var i = digits - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, Alphabet.Length, out var digit);
            text[i] = Alphabet[(int)digit];
        }

        return new string(text);
    }
}
