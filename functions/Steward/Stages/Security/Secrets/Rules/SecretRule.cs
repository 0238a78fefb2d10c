using System.Buffers;
using System.Text.RegularExpressions;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>What one kind of secret looks like.</summary>
/// <param name="Id">Its id, for findings and policies; never another one.</param>
/// <param name="Title">What people call it: "GitHub token".</param>
/// <param name="Pattern">
/// A regular expression without look-around and back references; the group <c>s</c> is the secret, or else all of it. It begins at the keyword, or with
/// <see cref="Before"/> anywhere before it.
/// </param>
/// <param name="Keywords">Words of ASCII one of which stands in every such secret: nothing is looked at without one.</param>
internal sealed record SecretRule(string Id, string Title, string Pattern, params string[] Keywords)
{
    /// <summary>The most that a rule may look back from its keyword.</summary>
    public const int MaxBefore = 512;

    /// <summary>The most that a rule may look at from its keyword on.</summary>
    public const int MaxLength = 1024;

    private readonly bool _isWhole = !Pattern.Contains("(?<s>", StringComparison.Ordinal);
    private Regex? _expression;

    /// <summary>How sure a finding is, unless <see cref="Check"/> says so.</summary>
    public SecretCertainty Certainty { get; init; } = SecretCertainty.Format;

    /// <summary>How far before the keyword it may begin.</summary>
    public int Before { get; init; }

    /// <summary>How far it may reach from the keyword on.</summary>
    public int Length { get; init; } = 300;

    /// <summary>Whether the case of keywords matters not; that of the pattern is its own business.</summary>
    public bool AnyCase { get; init; }

    /// <summary>What must not stand right before it; null: anything may.</summary>
    public SearchValues<char>? NotBefore { get; init; } = Edges.Word;

    /// <summary>What must not stand right behind it; null: anything may.</summary>
    public SearchValues<char>? NotAfter { get; init; } = Edges.Word;

    /// <summary>Looks closer at what fits the pattern: how sure it is, or null when it is none.</summary>
    public Func<Candidate, SecretCertainty?> Check { get; init; } = c => c.Certainty;

    // Made when it is first needed: most rules never are. Two threads may both make it, which does no harm.
    private Regex Expression => _expression ??= new Regex(
        Before == 0 ? $@"\A(?:{Pattern})" : Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Judges the keyword at a place; null when no secret is there.</summary>
    public RawFinding? Judge(ReadOnlySpan<char> text, int at)
    {
        // Where the secret begins at the keyword, what stands before it decides at once: a text of nothing but keywords costs no more than another.
        if (_isWhole && Before == 0 && !Edges.AreFree(text, at, text.Length, NotBefore, null)) return null;
        var start = Math.Max(0, at - Before);
        var slice = text[start..Math.Min(text.Length, at + Length)];
        // Nearly all end here, without anything allocated.
        if (!Expression.IsMatch(slice)) return null;
        // The space: expressions that cannot backtrack lose their groups where a text ends with a line feed (.NET 10).
        for (var match = Expression.Match(string.Concat(slice, " ")); match.Success && start + match.Index <= at; match = match.NextMatch())
        {
            var secret = match.Groups["s"] is { Success: true } group ? group : match;
            var found = (Start: start + secret.Index, End: start + secret.Index + secret.Length);
            if (start + match.Index + match.Length <= at || !Edges.AreFree(text, found.Start, found.End, NotBefore, NotAfter)) continue;
            if (Weigh(new Candidate(match, secret.Value, Certainty)) is { } certainty) return new RawFinding(this, found.Start, secret.Length, certainty);
        }

        return null;
    }

    // What stands in a document as an example is none, unless its checksum is right: nobody makes that up.
    private SecretCertainty? Weigh(Candidate candidate) =>
        Check(candidate) is { } certainty && (certainty == SecretCertainty.Verified || !Placeholders.IsOne(candidate.Secret)) ? certainty : null;
}

/// <summary>What fits a pattern. A class without a text of its own, so that it cannot be written anywhere by mistake.</summary>
/// <param name="match">The match.</param>
/// <param name="secret">The secret in it.</param>
/// <param name="certainty">How sure the rule is by itself.</param>
internal sealed class Candidate(Match match, string secret, SecretCertainty certainty)
{
    /// <summary>The secret.</summary>
    public string Secret => secret;

    /// <summary>How sure the rule is by itself.</summary>
    public SecretCertainty Certainty => certainty;

    /// <summary>A group of the pattern; empty when it did not take part.</summary>
    public string Group(string name) => match.Groups[name].Value;
}
