using Steward.Kernel;

namespace Steward.Gates.Assumptions;

/// <summary>Answers what the verdict would be if something were so. The gate that judges is the real one; nothing is written.</summary>
/// <param name="assumptions">The forms there are.</param>
public sealed class WhatIf(IEnumerable<IAssumption> assumptions)
{
    /// <summary>The most assumptions of one question.</summary>
    public const int MaxPhrases = 20;

    /// <summary>The most characters of one.</summary>
    public const int MaxLength = 400;

    /// <summary>Judges the facts as they are, and as they would be. Invalid for a phrase of none of the forms, naming those there are.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="judge">The gate.</param>
    /// <param name="phrases">What is assumed, in this order.</param>
    public Supposition Judge(GateFacts facts, Func<GateFacts, VerdictNode> judge, IReadOnlyList<string> phrases)
    {
        Check(phrases);
        var now = judge(facts);
        var assumed = phrases.Aggregate(facts, (known, phrase) => known.Knowing(Read(new AssumptionGround(known, now), phrase)));
        return new Supposition(now, phrases.Count == 0 ? now : judge(assumed));
    }

    /// <summary>Refuses phrases that are too many or too long, before anything is looked up.</summary>
    public static void Check(IReadOnlyList<string> phrases)
    {
        if (phrases.Count > MaxPhrases) throw StewardException.Invalid($"{phrases.Count} assumptions are too many; at most {MaxPhrases} are made at once.");
        if (phrases.FirstOrDefault(p => p.Length > MaxLength) is { } tooLong)
            throw StewardException.Invalid($"The assumption '{Texts.Clip(tooLong, 60)}' has more than {MaxLength} characters.");
    }

    private IReadOnlyList<UnrecordedEvidence> Read(AssumptionGround ground, string phrase)
    {
        var trimmed = phrase.Trim();
        foreach (var assumption in assumptions)
        {
            if (assumption.Read(ground, trimmed) is { } evidence) return evidence;
        }

        throw StewardException.Invalid($"'{Texts.Clip(trimmed, 80)}' is not an assumption. These are: {string.Join("; ", assumptions.Select(a => a.Form))}.");
    }
}

/// <summary>What is, and what would be.</summary>
/// <param name="Now">The verdict tree without the assumptions.</param>
/// <param name="Then">The verdict tree with them.</param>
public sealed record Supposition(VerdictNode Now, VerdictNode Then)
{
    /// <summary>The nodes of the tree that would be whose verdict is another one now, in its order.</summary>
    public IReadOnlyList<ChangedNode> Changed { get; } = [.. Compare(Now, Then)];

    private static IEnumerable<ChangedNode> Compare(VerdictNode now, VerdictNode then)
    {
        var before = now.Walk().GroupBy(n => n.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Node.Verdict, StringComparer.Ordinal);
        return from node in then.Walk()
               let was = before.TryGetValue(node.Path, out var verdict) ? verdict : (Verdict?)null
               where was != node.Node.Verdict
               select new ChangedNode(node.Path, was, node.Node.Verdict);
    }
}

/// <summary>A node whose verdict would be another one.</summary>
/// <param name="Path">Its path, with the root's name.</param>
/// <param name="Was">What it is now; null: there is no such node now.</param>
/// <param name="Verdict">What it would be.</param>
public sealed record ChangedNode(string Path, Verdict? Was, Verdict Verdict);
