using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Steward.Kernel;

/// <summary>Small helpers for text that people read.</summary>
public static class Texts
{
    // Unicode: C0, DEL and C1 (Cc), line and paragraph separators, and the marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), with which a name can be made to look like another.
    private static readonly SearchValues<char> Acting = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4)).Concat([0x061c, 0x200e, 0x200f]).Select(c => (char)c)]);

    /// <summary>The text, cut to a number of characters (with an ellipsis) and with control characters replaced: safe for messages and logs.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clip(string? text, int max)
    {
        if (text is null) return null;
        var cut = text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");
        return Harmless(cut);
    }

    /// <summary>The text with a space for each character that a terminal acts upon instead of showing it: control characters, and those that turn the direction of writing.</summary>
    public static string Harmless(string text) => text.AsSpan().IndexOfAny(Acting) < 0 ? text : string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = Acting.Contains(source[i]) ? ' ' : source[i];
    });

    /// <summary>The text with each such character spelt out, as <c>\x1b</c> or <c>\u202e</c>: for names of files, where each character counts.</summary>
    public static string Spelt(string text) => text.AsSpan().IndexOfAny(Acting) < 0 ? text : string.Concat(text.Select(c => !Acting.Contains(c) ? $"{c}" : c < '\u0100' ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}"));

    /// <summary>"1 file", "3 files".</summary>
    public static string Count(long number, string singular, string? plural = null) =>
        number == 1 ? $"1 {singular}" : $"{number} {plural ?? singular + "s"}";

    /// <summary>The first names of a list and how many more there are: "a, b and 3 more".</summary>
    public static string Some(IReadOnlyCollection<string> names, int show = 3) =>
        names.Count <= show ? string.Join(", ", names) : $"{string.Join(", ", names.Take(show))} and {names.Count - show} more";
}
