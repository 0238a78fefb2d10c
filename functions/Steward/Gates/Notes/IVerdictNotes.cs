using Steward.Kernel;

namespace Steward.Gates.Notes;

/// <summary>
/// What a capability adds to a verdict where it is shown: notes on lines of code, and details that are folded away. It reads evidence and judges
/// nothing. A change is shown after every decision, so what it finds must depend on the evidence alone.
/// </summary>
public interface IVerdictNotes
{
    /// <summary>The notes about a change; none when there is nothing to add. Errors: Unavailable, and then showing is tried again.</summary>
    Task<VerdictNotes> AboutAsync(ChangeId change, CancellationToken cancellation);
}

/// <summary>What is added to a verdict.</summary>
/// <param name="Lines">Notes on lines, those that matter most first.</param>
/// <param name="Groups">Details, a group for each thing that has some.</param>
public sealed record VerdictNotes(IReadOnlyList<LineNote> Lines, IReadOnlyList<NoteGroup> Groups)
{
    /// <summary>Nothing to add.</summary>
    public static VerdictNotes None { get; } = new([], []);

    /// <summary>Several together, in the order given.</summary>
    public static VerdictNotes All(IEnumerable<VerdictNotes> notes)
    {
        var all = notes.ToList();
        return new VerdictNotes([.. all.SelectMany(n => n.Lines)], [.. all.SelectMany(n => n.Groups)]);
    }
}

/// <summary>How much a note on a line matters.</summary>
public enum NoteLevel
{
    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>Not in order.</summary>
    Failure,
}

/// <summary>A note on lines of a file of the judged commit.</summary>
/// <param name="Path">The file's path in the repository.</param>
/// <param name="First">The first line, from 1.</param>
/// <param name="Last">The last line.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">The rest, in several lines where that helps.</param>
public sealed record LineNote(string Path, int First, int Last, NoteLevel Level, string Title, string Message);

/// <summary>Details of one thing, for those who want to know more.</summary>
/// <param name="Title">One line.</param>
/// <param name="Items">The details.</param>
/// <param name="More">How many more there are than are given here.</param>
public sealed record NoteGroup(string Title, IReadOnlyList<NoteItem> Items, int More);

/// <summary>One detail.</summary>
/// <param name="Name">What it is about: a test's name.</param>
/// <param name="Text">What is said of it, as it came, in several lines; null when nothing is.</param>
public sealed record NoteItem(string Name, string? Text);
