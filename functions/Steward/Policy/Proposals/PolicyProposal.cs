
namespace Steward.Policy.Proposals;

/// <summary>A policy for a repository, made by looking at it. What it proposes is always valid by the sections that are registered.</summary>
/// <param name="Text">The YAML, with a comment for each choice.</param>
/// <param name="LeftOut">Places that detectors would have proposed, but that this version's policy does not know or accept.</param>
public sealed record PolicyProposal(string Text, IReadOnlyList<string> LeftOut)
{
    /// <summary>Proposes a policy.</summary>
    /// <param name="sections">The registered sections.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="schema">Where editors find the schema: a path from the policy's folder, or an address.</param>
    public static PolicyProposal For(PolicySections sections, RepositoryPicture repository, string schema)
    {
        var reader = new PolicyReader(sections);
        var writer = new ProposalWriter(sections, [.. Head(schema, repository)]);
        var all = PolicyDetectors.All.SelectMany(d => d.Detect(repository)).DistinctBy(s => s.Path).ToList();
        var kept = all;
        while (reader.Read(writer.Write(kept)).Problems is { Count: > 0 } problems) kept = Without(kept, problems);
        return new PolicyProposal(writer.Write(kept), [.. all.Except(kept).Select(s => s.Path)]);
    }

    // A proposal that does not fit is left out: at the place of a problem, else (a required key is missing) beside it. Each round takes at least one away.
    private static List<Suggestion> Without(List<Suggestion> kept, IReadOnlyList<PolicyProblem> problems)
    {
        if (kept.Count == 0) throw new InvalidOperationException($"A policy without any section is not valid: {problems[0].Message}");
        var fitting = kept.Where(s => !problems.Any(p => IsAt(s, p.Path))).ToList();
        if (fitting.Count < kept.Count) return fitting;
        fitting = kept.Where(s => !problems.Any(p => IsAt(s, Parent(p.Path)))).ToList();
        return fitting.Count < kept.Count ? fitting : [];
    }

    private static bool IsAt(Suggestion suggestion, string path) =>
        suggestion.Path == path || suggestion.Path.StartsWith($"{path}.", StringComparison.Ordinal) || suggestion.Path.StartsWith($"{path}[", StringComparison.Ordinal)
        || path.StartsWith($"{suggestion.Path}[", StringComparison.Ordinal);

    private static string Parent(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : path;

    private static IEnumerable<string> Head(string schema, RepositoryPicture repository) =>
    [
        $"yaml-language-server: $schema={schema}",
        "",
        "What Steward asks of this product's changes and releases. Proposed from what lies in the repository:",
        .. Ecosystems.Describe(repository).Select(line => $"* {line}"),
        "Read every line, change what is wrong, and run 'steward policy check'.",
    ];
}
