using System.Text;
using Octokit;
using Steward.Gates.Notes;

namespace Steward.Azure.GitHub;

/// <summary>
/// Notes on lines as annotations of a check run (https://docs.github.com/rest/checks/runs): at most 50 a call, the title 255 characters, the message
/// 64 KB. GitHub only ever adds annotations, so those that it has are compared with those that are wanted.
/// </summary>
internal static class CheckRunAnnotations
{
    /// <summary>The most annotations of one call.</summary>
    public const int MaxOfCall = 50;

    /// <summary>The most annotations of one check run: nobody reads more, and the text has all of them.</summary>
    public const int Max = 200;

    private const int MaxTitle = 255;
    private const int MaxMessage = 60 * 1024;

    /// <summary>The annotations of some notes.</summary>
    public static IReadOnlyList<NewCheckRunAnnotation> Of(IEnumerable<LineNote> notes) =>
        [.. notes.Where(n => n.First >= 1 && n.Last >= n.First).DistinctBy(KeyOf).Take(Max).Select(Of)];

    /// <summary>Those that are wanted and not there; null when some are there that are not wanted any more, which GitHub never removes.</summary>
    public static IReadOnlyList<NewCheckRunAnnotation>? Missing(IReadOnlyList<NewCheckRunAnnotation> wanted, IEnumerable<ShownAnnotation> there)
    {
        var shown = there.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        var keys = wanted.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return shown.IsSubsetOf(keys) ? [.. wanted.Where(w => !shown.Contains(KeyOf(w)))] : null;
    }

    private static NewCheckRunAnnotation Of(LineNote note) => new(note.Path, note.First, note.Last, LevelOf(note.Level), MessageOf(note))
    {
        Title = note.Title.Length <= MaxTitle ? note.Title : string.Concat(note.Title.AsSpan(0, MaxTitle - 1), "…"),
    };

    private static CheckAnnotationLevel LevelOf(NoteLevel level) => level switch
    {
        NoteLevel.Failure => CheckAnnotationLevel.Failure,
        NoteLevel.Warning => CheckAnnotationLevel.Warning,
        _ => CheckAnnotationLevel.Notice,
    };

    private static string MessageOf(LineNote note)
    {
        var message = string.IsNullOrWhiteSpace(note.Message) ? note.Title : note.Message;
        if (Encoding.UTF8.GetByteCount(message) <= MaxMessage) return message;
        var fitting = new StringBuilder();
        var left = MaxMessage;
        foreach (var rune in message.EnumerateRunes().TakeWhile(r => (left -= r.Utf8SequenceLength) >= 3)) fitting.Append(rune);
        return fitting.Append('…').ToString();
    }

    private static string KeyOf(LineNote note) => $"{note.Path}\n{note.First}\n{note.Last}\n{note.Title}";

    private static string KeyOf(NewCheckRunAnnotation wanted) =>
        Key(wanted.Path, wanted.StartLine, wanted.EndLine, wanted.AnnotationLevel?.StringValue, wanted.Title, wanted.Message);

    private static string KeyOf(ShownAnnotation shown) =>
        Key(shown.Path, shown.StartLine, shown.EndLine, shown.AnnotationLevel, shown.Title, shown.Message);

    // White space is not compared: it may not come back as it was sent.
    private static string Key(string? path, int first, int last, string? level, string? title, string? message) =>
        $"{path}\n{first}\n{last}\n{level?.ToLowerInvariant()}\n{Words(title)}\n{Words(message)}";

    private static string Words(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>An annotation as GitHub gives it back.</summary>
/// <param name="Path">The file.</param>
/// <param name="StartLine">The first line.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="AnnotationLevel">notice, warning or failure.</param>
/// <param name="Title">The title.</param>
/// <param name="Message">The message.</param>
internal sealed record ShownAnnotation(string? Path, int StartLine, int EndLine, string? AnnotationLevel, string? Title, string? Message);
