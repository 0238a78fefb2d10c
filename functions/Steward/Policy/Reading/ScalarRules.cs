using System.Globalization;
using Steward.Kernel;
using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>What a scalar gave: its value, or the sentence that says what is expected.</summary>
internal readonly record struct ScalarReading(object? Value, string? Problem)
{
    public static ScalarReading Of(object value) => new(value, null);

    public static ScalarReading No(string problem) => new(null, problem);
}

/// <summary>Reads scalars against their shapes.</summary>
internal sealed class ScalarRules(ShapePatterns patterns)
{
    private const string DateForm = "yyyy-MM-dd";

    public ScalarReading Read(Shape shape, YamlScalar scalar) => shape switch
    {
        TextShape text => Text(text, scalar),
        NumberShape number => Number(number, scalar),
        FlagShape => Flag(scalar),
        DurationShape duration => Duration(duration, scalar),
        DateShape => Date(scalar),
        _ => throw new InvalidOperationException($"{shape.GetType().Name} is not the shape of a scalar."),
    };

    /// <summary>Checks a text whose kind is settled already: keys of maps are always texts.</summary>
    public string? CheckText(TextShape shape, string text)
    {
        if (text.Length == 0) return "Expected a text, but it is empty.";
        if (text.Length > shape.MaxLength) return $"Expected at most {shape.MaxLength} characters, found {text.Length}.";
        if (!IsPrintable(text)) return "Expected printable characters only; there is a control character or half a character in it.";
        if (!shape.OneOf.IsEmpty && !shape.OneOf.Contains(text, StringComparer.Ordinal))
            return $"Expected {OneOf(shape)}, found '{Texts.Clip(text, 60)}'.{NearestWord.Hint(text, shape.OneOf)}";
        return shape.Pattern is { } pattern && !patterns.Matches(pattern, text)
            ? $"Expected {shape.PatternMeans ?? $"a text of the form {pattern}"}, found '{Texts.Clip(text, 60)}'."
            : null;
    }

    private ScalarReading Text(TextShape shape, YamlScalar scalar)
    {
        if (CoreSchema.IsText(scalar)) return CheckText(shape, scalar.Text) is { } problem ? ScalarReading.No(problem) : ScalarReading.Of(scalar.Text);
        if (CoreSchema.IsNull(scalar)) return ScalarReading.No("Expected a text, found nothing.");
        var what = CoreSchema.Flag(scalar) is null ? "a number" : "true or false";
        return ScalarReading.No($"Expected a text, but YAML reads this as {what}: write it in quotes, \"{Texts.Clip(scalar.Text, 60)}\".");
    }

    private static ScalarReading Number(NumberShape shape, YamlScalar scalar)
    {
        var expected = shape.Min == shape.Max ? $"Expected the number {shape.Min}" : $"Expected a whole number from {shape.Min} to {shape.Max}";
        if (CoreSchema.Integer(scalar) is not { } number) return ScalarReading.No($"{expected}, found {Found.In(scalar)}.");
        return number < shape.Min || number > shape.Max
            ? ScalarReading.No($"{expected}, found {Texts.Clip(scalar.Text, 60)}.")
            : ScalarReading.Of((long)number);
    }

    private static ScalarReading Flag(YamlScalar scalar) => CoreSchema.Flag(scalar) is { } flag
        ? ScalarReading.Of(flag)
        : ScalarReading.No($"Expected true or false, without quotes, found {Found.In(scalar)}.");

    private static ScalarReading Duration(DurationShape shape, YamlScalar scalar)
    {
        var expected = $"Expected a length of time from {DurationText.Write(shape.Min)} to {DurationText.Write(shape.Max)}, one number and a unit (90s, 30m, 2h, 7d)";
        var duration = DurationText.Parse(scalar.Text);
        return duration is { } length && length >= shape.Min && length <= shape.Max
            ? ScalarReading.Of(length)
            : ScalarReading.No($"{expected}, found {Found.In(scalar)}.");
    }

    private static ScalarReading Date(YamlScalar scalar) =>
        DateOnly.TryParseExact(scalar.Text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? ScalarReading.Of(date)
            : ScalarReading.No($"Expected a day of the calendar as year-month-day (2026-12-31), found {Found.In(scalar)}.");

    private static string OneOf(TextShape shape) =>
        shape.OneOf is [var only] ? $"'{only}'" : $"one of {Texts.Some([.. shape.OneOf.Select(o => $"'{o}'")], show: 12)}";

    private static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0xFFFD || (System.Text.Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))) return false;
        }

        return true;
    }
}
