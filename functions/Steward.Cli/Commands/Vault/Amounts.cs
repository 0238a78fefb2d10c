using System.Globalization;
using Steward.Kernel;

namespace Steward.Cli.Commands.Vault;

/// <summary>Bytes, rates and times for people.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

    public static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < Units.Length - 1; unit++) bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }

    /// <summary>Reads a number of bytes with k, M or G behind it (thousands); Invalid for anything else.</summary>
    public static long Parse(string text)
    {
        var factor = text.Length == 0 ? 1 : text[^1] switch { 'k' or 'K' => 1_000, 'M' or 'm' => 1_000_000, 'G' or 'g' => 1_000_000_000, _ => 1 };
        return double.TryParse(factor == 1 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor is >= 1 and < long.MaxValue
            ? (long)(number * factor)
            : throw StewardException.Invalid($"'{Texts.Clip(text, 40)}' is no number of bytes: write 500k, 10M or 1G.");
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Files(long number) => $"{Number(number)} {(number == 1 ? "file" : "files")}";

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    public static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
