using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Showing;

/// <summary>Adds failed tests to a verdict: on the line of the repository that their message or stack names, and with the first lines of what they say.</summary>
/// <param name="reader">The tests of the commit.</param>
/// <param name="commits">Tells whether there is anything to note.</param>
/// <param name="sources">The files of the commit.</param>
public sealed class FailedTestNotes(ResultsReader reader, CommitFacts commits, ISourceCatalog sources) : IVerdictNotes
{
    private const int MaxOfSet = 300;
    private const int MaxLines = 3;
    private const int MaxMessage = 600;

    /// <inheritdoc/>
    public async Task<VerdictNotes> AboutAsync(ChangeId change, CancellationToken cancellation)
    {
        if (!await commits.AnyAsync(change, e => ResultsEvidence.In([e]).Any(r => r.Counts.NotInOrder > 0), cancellation)) return VerdictNotes.None;
        var view = await reader.ReadAsync(change, new ResultsQuery(Count: MaxOfSet) { NeedsPolicy = true }, cancellation);
        var failed = view.Sets.SelectMany(s => s.Tests.Where(t => t.IsBad).Select(t => (s.Set, Test: t))).ToList();
        if (failed.Count == 0) return VerdictNotes.None;
        var files = await FilesAsync(change, failed.Select(f => f.Test), cancellation);
        var lines = files is null ? [] : failed.Select(f => Note(f.Set, f.Test, files)).OfType<LineNote>();
        return new VerdictNotes([.. lines], [.. view.Sets.Select(Group).OfType<NoteGroup>()]);
    }

    // The tree is only read when a place is named. Without the repository the tests are shown without their lines.
    private async Task<CodeFinder?> FilesAsync(ChangeId change, IEnumerable<TestView> tests, CancellationToken cancellation)
    {
        if (!tests.Any(t => PlacesOf(t).Any())) return null;
        try
        {
            var source = await sources.OpenAsync(change.Product, cancellation);
            return new CodeFinder(await source.GetTreeAsync(change.Commit, cancellation));
        }
        catch (StewardException unreadable) when (!unreadable.IsRetryable)
        {
            return null;
        }
    }

    private static LineNote? Note(string set, TestView test, CodeFinder files)
    {
        if (files.Find(PlacesOf(test)) is not { } place) return null;
        var title = $"{test.Name} {test.Outcome.ToString().ToLowerInvariant()}";
        return new LineNote(place.Path, place.Line, place.Line, NoteLevel.Failure, Texts.Clip(title, 255), $"{test.Message ?? "The report says nothing more."}\n\nTest set {set}{(test.Part is null ? "" : $", {test.Part}")}, attempt {test.Attempt}.");
    }

    // What is kept beside the message is a stack; the message itself may name a line in passing. Where the test begins is better than nothing.
    private static IEnumerable<SourcePlace> PlacesOf(TestView test) =>
        SourcePlaces.In(test.Places).Concat(SourcePlaces.In(test.Message)).Concat(test.Place is { } place ? [place] : []);

    private static NoteGroup? Group(SetView set)
    {
        var bad = set.Tests.Where(t => t.IsBad).ToList();
        if (bad.Count == 0) return null;
        var all = Math.Max(bad.Count, set.Counts.NotInOrder);
        return new NoteGroup($"{set.Set}: {Texts.Count(all, "test")} not in order", [.. bad.Select(t => new NoteItem(t.Name, First(t.Message)))], all - bad.Count);
    }

    private static string? First(string? message)
    {
        if (message is null) return null;
        var lines = message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = string.Join('\n', lines.Take(MaxLines));
        return first.Length > MaxMessage ? $"{first[..MaxMessage]}…" : lines.Length > MaxLines ? $"{first}\n…" : first;
    }
}
