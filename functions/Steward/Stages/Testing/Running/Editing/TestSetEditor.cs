using Steward.Kernel;
using Steward.Policy;
using Steward.Policy.Reading;
using Steward.Policy.Yaml;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running.Editing;

/// <summary>
/// Adds test sets to the text of a policy and takes them out, leaving all else as it is: comments, layout, line ends. The result is read again, and
/// must say exactly what was wanted and nothing else; a file in which the place is not certain is refused with the lines to write by hand.
/// </summary>
/// <param name="reader">Reads policies strictly.</param>
public sealed class TestSetEditor(IPolicyReader reader)
{
    private const int Step = 2;

    /// <summary>The policy with one more set, behind those that are there. Invalid, with what to do, when it cannot be done.</summary>
    /// <param name="text">The policy; null when there is none.</param>
    /// <param name="set">The set.</param>
    public PolicyEdit Add(string? text, NewTestSet set)
    {
        set.Check();
        var (policy, root) = Read(text);
        if (policy.Get(ResultsPolicy.Section).Sets.Any(s => s.Name == set.Name))
            throw StewardException.Invalid($"The policy has a test set {set.Name} already: change it there, or take another name.");
        var edit = Insert(text!, root, set) ?? throw ByHand(set);
        var reading = reader.Read(edit.Text);
        if (reading.Problems.FirstOrDefault(p => p.Path.StartsWith($"testing.sets.{set.Name}", StringComparison.Ordinal)) is { } problem)
            throw StewardException.Invalid($"The set would not be valid: {problem.Path}: {problem.Message}");
        if (reading.Problems.Count > 0 || !IsOnly(reading.Policy, set) || !IsSame(YamlContent.Without(Root(edit.Text)!, "testing", "sets", set.Name), root)) throw ByHand(set);
        return edit;
    }

    /// <summary>The policy without a set. NotFound when it has none of that name; Invalid, with what to do, when it cannot be done.</summary>
    public PolicyEdit Remove(string? text, string name)
    {
        var (policy, root) = Read(text);
        if (policy.Get(ResultsPolicy.Section).Sets.All(s => s.Name != name)) throw StewardException.NotFound($"The policy has no test set '{Texts.Clip(name, 80)}'.");
        var edit = Take(text!, root, name);
        return edit is not null && reader.Read(edit.Text).Problems.Count == 0 && Root(edit.Text) is { } after && IsSame(after, YamlContent.Without(root, "testing", "sets", name))
            ? edit
            : throw StewardException.Invalid($"Where the set {name} begins and ends is not certain in this {Policy.Policy.FileName}: take it out by hand.");
    }

    private (Policy.Policy Policy, YamlObject Root) Read(string? text)
    {
        var reading = reader.Read(text);
        if (reading.Policy.State == PolicyState.Missing) throw StewardException.Invalid($"There is no {Policy.Policy.FileName}: 'steward policy init' proposes one.");
        return reading.Problems is [var first, ..]
            ? throw StewardException.Invalid($"{Policy.Policy.FileName}:{first.Line}:{first.Column}: {first.Message} Mend it first ('steward policy check' shows all).")
            : (reading.Policy, Root(text!)!);
    }

    private static PolicyEdit? Insert(string text, YamlObject root, NewTestSet set)
    {
        var lines = new PolicyLines(text);
        if (IsFlow(lines, root)) return null;
        if (Find(root, "testing") is not { } testing)
            return lines.Insert(lines.End, ["", "testing:", $"{NewTestSet.Spaces(Step)}sets:", .. set.Lines(2 * Step, Step)]);
        if (testing.Value is not YamlObject rules || IsFlow(lines, rules)) return null;
        var indent = rules.Entries[0].Key.Column - 1;
        if (Find(rules, "sets") is not { } sets)
            return lines.Insert(lines.EndOf(testing.Key.Line - 1, testing.Key.Column - 1), [$"{NewTestSet.Spaces(indent)}sets:", .. set.Lines(indent + Step, Step)]);
        if (sets.Value is not YamlObject { Entries: [var first, ..] } map || IsFlow(lines, map)) return null;
        var step = first.Value is YamlObject fields && !IsFlow(lines, fields) ? fields.Column - first.Key.Column : Step;
        return lines.Insert(lines.EndOf(sets.Key.Line - 1, indent), [.. set.Lines(first.Key.Column - 1, step)]);
    }

    // An object that would be empty goes with its last set.
    private static PolicyEdit? Take(string text, YamlObject root, string name)
    {
        var lines = new PolicyLines(text);
        var testing = Find(root, "testing")!;
        var sets = Find((YamlObject)testing.Value, "sets")!;
        var (owner, entry) = ((YamlObject)testing.Value, (YamlObject)sets.Value) switch
        {
            (_, { Entries.Count: > 1 } map) => (map, Find(map, name)!),
            ({ Entries.Count: > 1 } rules, _) => (rules, sets),
            _ => (root, testing),
        };
        return IsFlow(lines, owner) ? null : lines.Remove(entry.Key.Line - 1, entry.Key.Column - 1);
    }

    private static bool IsOnly(Policy.Policy policy, NewTestSet wanted) =>
        policy.Get(ResultsPolicy.Section).Sets is [.., var last] && wanted.IsExactly(last);

    private static bool IsSame(YamlObject one, YamlObject other) => YamlContent.Of(one) == YamlContent.Of(other);

    private static YamlObject? Root(string text) => YamlReader.Read(text.TrimStart('\uFEFF'), new ProblemList()) as YamlObject;

    private static YamlEntry? Find(YamlObject map, string key) => map.Entries.FirstOrDefault(e => e.Key.Text == key);

    private static bool IsFlow(PolicyLines lines, YamlObject map) => lines.At(map.Line, map.Column) == '{';

    private static StewardException ByHand(NewTestSet set) => StewardException.Invalid(
        $"Where the set belongs is not certain in this {Policy.Policy.FileName}. Write these lines into it by hand, below testing.sets:\n{string.Join('\n', set.Lines(2 * Step, Step))}");
}
