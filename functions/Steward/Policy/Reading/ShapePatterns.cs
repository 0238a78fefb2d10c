using System.Text.RegularExpressions;

namespace Steward.Policy.Reading;

/// <summary>The patterns of all shapes, compiled once at start: a pattern that is none fails there and not with the first file.</summary>
internal sealed class ShapePatterns
{
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    /// <summary>Compiles the patterns of a shape and of everything in it.</summary>
    public ShapePatterns(Shape root) => Add(root);

    /// <summary>True when the whole text matches.</summary>
    public bool Matches(string pattern, string text) => _patterns[pattern].IsMatch(text);

    // Non-backtracking: the time is linear in the text, whatever the pattern.
    private void Add(Shape shape)
    {
        if (shape is TextShape { Pattern: { } pattern })
            _patterns.TryAdd(pattern, new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        foreach (var inner in shape.Inner()) Add(inner);
    }
}
