using Steward.Kernel;

namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>
/// Finds the template of a line, or makes one: a tree of fixed depth (context, number of tokens, first word) with similarity at its leaves.
/// After P. He, J. Zhu, Z. Zheng, M. R. Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017.
/// </summary>
/// <remarks>
/// A group's id is the hash of its context and of its template when it was made, so the same first line gives the same id anywhere; templates
/// known from before are put in with <see cref="Seed"/>, so that later lines find the same groups.
/// </remarks>
internal sealed class TemplateTree
{
    private const double Enough = 0.7;
    private const int MaxWordsAtNode = 1000;

    // Bounds the work for one line; a leaf with more templates than this holds noise.
    private const int MaxTemplatesAtLeaf = 300;
    private const int IdLength = 16;
    private readonly Dictionary<(string Context, int Length, string Word), List<Template>> _leaves = [];
    private readonly Dictionary<(string Context, int Length), int> _words = [];

    /// <summary>The number of templates.</summary>
    public int Count { get; private set; }

    /// <summary>The template of these tokens, which learns from them; null when there is no room for another.</summary>
    public Template? Find(string context, List<string> tokens)
    {
        var leaf = LeafOf(context, tokens);
        if (Best(leaf, tokens) is { } known)
        {
            known.Learn(tokens);
            return known;
        }

        return Count >= GroupingLimits.MaxGroups || leaf.Count >= MaxTemplatesAtLeaf ? null : Add(leaf, new Template(IdOf(context, tokens), [.. tokens]));
    }

    /// <summary>Puts in a template that is known from before.</summary>
    public Template Seed(string context, string id, string[] tokens) => Add(LeafOf(context, [.. tokens]), new Template(id, tokens));

    private Template Add(List<Template> leaf, Template template)
    {
        Count++;
        leaf.Add(template);
        return template;
    }

    private static Template? Best(List<Template> leaf, List<string> tokens)
    {
        var (best, most) = ((Template?)null, Enough);
        foreach (var template in leaf)
        {
            var similarity = template.Similarity(tokens);
            if (similarity < most || (best is not null && similarity == most)) continue;
            (best, most) = (template, similarity);
        }

        return best;
    }

    private List<Template> LeafOf(string context, List<string> tokens)
    {
        var key = (context, tokens.Count, FirstWords(tokens));
        if (_leaves.TryGetValue(key, out var leaf)) return leaf;
        var words = _words.GetValueOrDefault((context, tokens.Count));
        if (words >= MaxWordsAtNode) return Leaf((context, tokens.Count, Masks.Any));
        _words[(context, tokens.Count)] = words + 1;
        return Leaf(key);
    }

    private List<Template> Leaf((string Context, int Length, string Words) key) =>
        _leaves.TryGetValue(key, out var leaf) ? leaf : _leaves[key] = [];

    // A logger's name or a tag ("shop.Cart", "sshd:") says where; the word behind it begins to say what.
    private static string FirstWords(List<string> tokens)
    {
        if (tokens.Count == 0) return Masks.Any;
        var first = Masks.IsIn(tokens[0]) ? Masks.Any : tokens[0];
        if (tokens.Count == 1 || !IsSource(tokens[0])) return first;
        return Masks.IsIn(tokens[1]) ? first : $"{first} {tokens[1]}";
    }

    private static bool IsSource(string token) => token[^1] == ':' || (token.AsSpan(1).Contains('.') && token[^1] != '.');

    private static string IdOf(string context, List<string> tokens) =>
        Digest.Sha256($"{context}\n{string.Join(' ', tokens)}")[..IdLength];
}
