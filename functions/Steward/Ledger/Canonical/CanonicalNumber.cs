using System.Globalization;
using Steward.Kernel;

namespace Steward.Ledger.Canonical;

/// <summary>Numbers as ECMAScript writes them (ECMA-262, Number::toString, which RFC 8785 prescribes).</summary>
public static class CanonicalNumber
{
    private const int MaxPlainExponent = 21;
    private const int MinPlainExponent = -6;

    /// <summary>The shortest text that reads back as the same double. Throws Invalid for what is not a finite number.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw StewardException.Invalid("JSON has no number for infinity or not-a-number; write it as text.");
        if (value == 0) return "0";
        var (digits, point) = Decompose(Math.Abs(value));
        return (value < 0 ? "-" : "") + Compose(digits, point);
    }

    // The value is 0.DIGITS times ten to the power of POINT.
    private static string Compose(string digits, int point) => point switch
    {
        > MaxPlainExponent or <= MinPlainExponent => Exponential(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when digits.Length <= point => digits.PadRight(point, '0'),
        _ => $"{digits[..point]}.{digits[point..]}",
    };

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }

    // "R" gives the shortest round-tripping digits; only their layout differs from ECMAScript's.
    private static (string Digits, int Point) Decompose(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa : whole + mantissa[(dot + 1)..];
        var significant = all.TrimStart('0');
        return (significant.TrimEnd('0'), whole.Length + exponent - (all.Length - significant.Length));
    }
}
