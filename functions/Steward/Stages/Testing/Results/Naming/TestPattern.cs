using System.IO.Enumeration;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Naming;

/// <summary>A test as policies name it: by its name, with class or suite before it or without, and <c>*</c> for any text in it.</summary>
/// <param name="Text">What the policy says.</param>
public sealed record TestPattern(string Text)
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 500;

    private readonly string _escaped = Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
    private readonly bool _isPlain = !Text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a name is meant.</summary>
    public bool Fits(string name) => _isPlain ? name == Text : FileSystemName.MatchesSimpleExpression(_escaped, name, ignoreCase: false);

    /// <summary>Whether a test is meant, by any of its names.</summary>
    public bool Fits(TestCaseResult test) => FitsAny([.. TestNames.Of(test)]);

    /// <summary>Whether a test of a full name is meant: of that name, or of what follows a dot in it.</summary>
    public bool FitsFull(string name) => Fits(name) || FileSystemName.MatchesSimpleExpression($"*.{_escaped}", name, ignoreCase: false);

    /// <summary>Whether one of a test's names is meant.</summary>
    internal bool FitsAny(string[] names) => Array.Exists(names, Fits);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
