using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Steward.Policy.Yaml;

/// <summary>What a scalar is by the core schema of YAML 1.2 (section 10.3.2 of its specification): there, <c>no</c> and <c>on</c> are texts.</summary>
internal static partial class CoreSchema
{
    private const int MaxDigits = 40;

    /// <summary>True for nothing at all, <c>~</c> and <c>null</c>.</summary>
    public static bool IsNull(YamlScalar scalar) => scalar is { IsPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The flag, or null when it is none.</summary>
    public static bool? Flag(YamlScalar scalar) => scalar.IsPlain ? scalar.Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    } : null;

    /// <summary>The whole number, however large, or null when it is none.</summary>
    public static BigInteger? Integer(YamlScalar scalar)
    {
        var text = scalar.Text;
        if (!scalar.IsPlain || text.Length > MaxDigits) return null;
        if (DecimalForm().IsMatch(text)) return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (HexadecimalForm().IsMatch(text)) return BigInteger.Parse($"0{text[2..]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return OctalForm().IsMatch(text) ? text[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')) : null;
    }

    /// <summary>True for whole numbers and for those with a point or an exponent.</summary>
    public static bool IsNumber(YamlScalar scalar) =>
        scalar.IsPlain && (Integer(scalar) is not null || DecimalForm().IsMatch(scalar.Text) || FloatForm().IsMatch(scalar.Text));

    /// <summary>True when it is a text: quoted, or plain and nothing else.</summary>
    public static bool IsText(YamlScalar scalar) => !IsNull(scalar) && Flag(scalar) is null && !IsNumber(scalar);

    [GeneratedRegex(@"\A[-+]?[0-9]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"\A0x[0-9a-fA-F]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HexadecimalForm();

    [GeneratedRegex(@"\A0o[0-7]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OctalForm();

    [GeneratedRegex(@"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FloatForm();
}
