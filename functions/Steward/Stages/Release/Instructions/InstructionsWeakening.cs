using Steward.Access;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Stages.Release.Instructions;

/// <summary>Which instructions are gone, or ask for less. Another wording is told too: nobody but a person can say whether it asks for less.</summary>
/// <param name="files">Reads both lists.</param>
public sealed class InstructionsWeakening(InstructionFiles files) : IWeakening
{
    private const int MaxText = 100;
    private static readonly string Key = InstructionsPolicy.Section.Path;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleChange>> FindAsync(PolicyAt before, PolicyAt now, CancellationToken cancellation)
    {
        if (!before.Policy.Has(InstructionsPolicy.Section)) return [];
        var was = before.Policy.Get(InstructionsPolicy.Section).File;
        if (!now.Policy.Has(InstructionsPolicy.Section)) return [new RuleChange(Key, "", was, "none")];
        var file = now.Policy.Get(InstructionsPolicy.Section).File;
        var lists = (Before: await files.ReadAsync(before.Change, was, cancellation), Now: await files.ReadAsync(now.Change, file, cancellation));
        RuleChange[] moved = file == was ? [] : [new RuleChange(Key, "file", was, file)];
        // A list with problems let nobody through then, and lets nobody through now.
        return lists.Before.Problems.Count + lists.Now.Problems.Count > 0 ? moved : [.. moved, .. Of(lists.Before, lists.Now)];
    }

    /// <summary>The differences of two lists. Pure.</summary>
    public static IEnumerable<RuleChange> Of(InstructionList before, InstructionList now)
    {
        var still = now.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        foreach (var was in before.Items)
        {
            if (!still.TryGetValue(was.Id, out var item)) yield return Changed(was, "", Said(was.Text), "gone");
            else foreach (var change in OfItem((before, was), (now, item))) yield return change;
        }
    }

    private static IEnumerable<RuleChange> OfItem((InstructionList List, Instruction Item) was, (InstructionList List, Instruction Item) now)
    {
        if (now.Item.Level < was.Item.Level) yield return Changed(was.Item, "/level", was.Item.Level.Word(), now.Item.Level.Word());
        if (now.Item.Evidence != was.Item.Evidence) yield return Changed(was.Item, "/evidence", ConfirmedBy(was.Item), ConfirmedBy(now.Item));
        if (now.Item.Digest != was.Item.Digest) yield return Changed(was.Item, "/text", Said(was.Item.Text), Said(now.Item.Text));
        var items = now.List.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in Before(was).Except(Before(now), StringComparer.Ordinal).Where(items.Contains)) // what is gone itself is told once
            yield return Changed(was.Item, "/after", $"after {gone}", "not after it");
    }

    // Everything that comes before an item, with what stands below that.
    private static IEnumerable<string> Before((InstructionList List, Instruction Item) of) =>
        of.Item.After.SelectMany(id => of.List.WithAllBelow(of.List.Items.First(i => i.Id == id))).Select(i => i.Id).Distinct(StringComparer.Ordinal);

    private static string ConfirmedBy(Instruction item) => item.Evidence is { } kind ? $"confirmed by {kind}" : "confirmed by a person";

    private static string Said(string text) => $"'{Texts.Clip(text, MaxText)}'";

    private static RuleChange Changed(Instruction item, string what, string was, string @is) => new(Key, $"{item.Id}{what}", was, @is);
}
