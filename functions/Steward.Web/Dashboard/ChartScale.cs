using System.Globalization;

namespace Steward.Web.Dashboard;

/// <summary>Turns values into places of a drawing that is 600 wide and 160 high, with room for the axis' words.</summary>
/// <param name="Count">How many values stand side by side.</param>
/// <param name="Most">The largest value.</param>
public sealed record ChartScale(int Count, double Most)
{
    /// <summary>The width of a drawing.</summary>
    public const int Width = 600;
    /// <summary>Its height.</summary>
    public const int Height = 160;
    /// <summary>What the words of the axis take on the left.</summary>
    public const int Left = 62;
    /// <summary>The room above.</summary>
    public const int Top = 10;
    /// <summary>The room below.</summary>
    public const int Bottom = 18;

    private const double MostWidth = 44;

    /// <summary>The height of the drawing's own part.</summary>
    public static int Room => Height - Top - Bottom;

    /// <summary>The largest value of the axis: one that people write, at or above the largest value.</summary>
    public double Nice { get; } = NiceAbove(Most);

    /// <summary>What one value takes of the width.</summary>
    public double Step => Math.Min(MostWidth, (double)(Width - Left) / Math.Max(1, Count));

    /// <summary>How high a value is.</summary>
    public double HeightOf(double value) => Nice <= 0 ? 0 : value / Nice * Room;

    /// <summary>Where a value stands, from above.</summary>
    public double Y(double value) => Top + Room - HeightOf(value);

    /// <summary>Where the middle of a value stands; the newest is on the right.</summary>
    public double X(int index) => Left + ((index + 0.5) * Step);

    /// <summary>A number as SVG wants it.</summary>
    public static string Of(double number) => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture);

    private static double NiceAbove(double most)
    {
        if (most <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return power * new[] { 1, 2, 2.5, 5, 10 }.First(n => n * power >= most * (1 - 1e-9));
    }
}
