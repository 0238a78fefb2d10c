namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>How a term is written.</summary>
public enum SpdxTermStyle
{
    /// <summary>An id of the list; "or later" is a <c>+</c>.</summary>
    Plain,

    /// <summary>An id of the GNU family; <c>-only</c> or <c>-or-later</c> stands at its end.</summary>
    Gnu,

    /// <summary><c>LicenseRef-</c>, <c>DocumentRef-</c>, <c>NONE</c> or <c>NOASSERTION</c>: what it means is not in the list.</summary>
    Reference,
}

/// <summary>One licence of an expression, with or without an exception.</summary>
/// <param name="Root">The id without <c>-only</c>, <c>-or-later</c> and <c>+</c>: <c>GPL-2.0</c>, <c>MIT</c>.</param>
/// <param name="OrLater">True when any later version may be chosen as well.</param>
/// <param name="Exception">The id after WITH, or null.</param>
/// <param name="Style">How it is written.</param>
public sealed record SpdxTerm(string Root, bool OrLater, string? Exception, SpdxTermStyle Style) : SpdxExpression
{
    /// <inheritdoc/>
    public override IEnumerable<SpdxTerm> Terms => [this];

    /// <summary>True when the term says nothing that the SPDX list knows.</summary>
    public bool IsReference => Style == SpdxTermStyle.Reference;

    /// <summary>True when this term's version is the other one's or a later one of the same family.</summary>
    public bool IsAtLeast(SpdxTerm other) =>
        string.Equals(Root, other.Root, StringComparison.Ordinal)
        || (SpdxVersion.Of(Root) is { } mine && SpdxVersion.Of(other.Root) is { } theirs && mine.IsAtLeast(theirs));

    /// <inheritdoc/>
    public override string ToString() => Exception is null ? Id : $"{Id} WITH {Exception}";

    private string Id => (Style, OrLater) switch
    {
        (SpdxTermStyle.Gnu, true) => Root + "-or-later",
        (SpdxTermStyle.Gnu, false) => Root + "-only",
        (_, true) => Root + "+",
        _ => Root,
    };
}
