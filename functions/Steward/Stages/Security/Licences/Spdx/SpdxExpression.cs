using System.Collections.Immutable;

namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>
/// A licence expression as a tree (SPDX specification 2.3, annex D). It is judged as it stands: never expanded, so that its size stays
/// that of its text and no half of an AND is lost. <see cref="ToString"/> is the normalised form: the list's letter case, today's ids,
/// no needless parentheses.
/// </summary>
public abstract record SpdxExpression
{
    /// <summary>Every term of the tree, from left to right.</summary>
    public abstract IEnumerable<SpdxTerm> Terms { get; }

    /// <summary>Reads an expression; the problem says what is wrong and where (position from 1).</summary>
    public static SpdxReading Read(string? text) => SpdxParser.Read(text);
}

/// <summary>What reading an expression gave: the one or the other.</summary>
/// <param name="Expression">The expression, or null.</param>
/// <param name="Problem">One sentence with the position, or null.</param>
public sealed record SpdxReading(SpdxExpression? Expression, string? Problem);

/// <summary>All parts hold together: AND.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record SpdxAll(ImmutableArray<SpdxExpression> Parts) : SpdxExpression
{
    /// <inheritdoc/>
    public override IEnumerable<SpdxTerm> Terms => Parts.SelectMany(p => p.Terms);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" AND ", Parts.Select(p => p is SpdxAny ? $"({p})" : p.ToString()));
}

/// <summary>One part may be chosen: OR.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record SpdxAny(ImmutableArray<SpdxExpression> Parts) : SpdxExpression
{
    /// <inheritdoc/>
    public override IEnumerable<SpdxTerm> Terms => Parts.SelectMany(p => p.Terms);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" OR ", Parts);
}
