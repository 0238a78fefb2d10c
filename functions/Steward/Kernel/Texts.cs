using System.Diagnostics.CodeAnalysis;

namespace Steward.Kernel;

/// <summary>Small helpers for text that people read.</summary>
public static class Texts
{
    /// <summary>The text, cut to a number of characters (with an ellipsis) and with control characters replaced: safe for messages and logs.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clip(string? text, int max)
    {
        if (text is null) return null;
        var cut = text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");
        return cut.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? cut : string.Create(cut.Length, cut, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }

    /// <summary>"1 file", "3 files".</summary>
    public static string Count(long number, string singular, string? plural = null) =>
        number == 1 ? $"1 {singular}" : $"{number} {plural ?? singular + "s"}";

    /// <summary>The first names of a list and how many more there are: "a, b and 3 more".</summary>
    public static string Some(IReadOnlyCollection<string> names, int show = 3) =>
        names.Count <= show ? string.Join(", ", names) : $"{string.Join(", ", names.Take(show))} and {names.Count - show} more";
}
