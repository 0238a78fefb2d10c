using System.Collections.Immutable;

namespace Steward.Policy;

/// <summary>
/// What a value in <c>steward.yaml</c> may be. The strict reader, the published JSON Schema and the documentation are all made from
/// shapes, so they cannot disagree.
/// </summary>
/// <param name="Description">One sentence for editors and documentation.</param>
public abstract record Shape(string Description);

/// <summary>A text, not empty, without control characters other than line ends and tabs.</summary>
/// <param name="Description">One sentence.</param>
public sealed record TextShape(string Description) : Shape(Description)
{
    /// <summary>The texts allowed; empty: any.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>
    /// A regular expression that the whole text must match; null: none. Editors read it too, as ECMA-262: no look-around, no back references,
    /// and sets instead of <c>\d \w \b \p</c>, which mean something else there.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>What the pattern means, for messages: "a sha256 digest".</summary>
    public string? PatternMeans { get; init; }

    /// <summary>The most characters.</summary>
    public int MaxLength { get; init; } = 500;
}

/// <summary>A whole number.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public sealed record NumberShape(string Description, long Min, long Max) : Shape(Description);

/// <summary>true or false.</summary>
/// <param name="Description">One sentence.</param>
public sealed record FlagShape(string Description) : Shape(Description);

/// <summary>A length of time: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>7d</c>.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public sealed record DurationShape(string Description, TimeSpan Min, TimeSpan Max) : Shape(Description);

/// <summary>A day, <c>2026-12-31</c>; it ends at midnight UTC.</summary>
/// <param name="Description">One sentence.</param>
public sealed record DateShape(string Description) : Shape(Description);

/// <summary>A list.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Item">What each item is.</param>
public sealed record ListShape(string Description, Shape Item) : Shape(Description)
{
    /// <summary>The least items.</summary>
    public int MinItems { get; init; }

    /// <summary>The most items.</summary>
    public int MaxItems { get; init; } = 500;
}

/// <summary>An object with keys of the user's own.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Key">What a key may be.</param>
/// <param name="Value">What each value is.</param>
public sealed record MapShape(string Description, TextShape Key, Shape Value) : Shape(Description)
{
    /// <summary>The most keys.</summary>
    public int MaxEntries { get; init; } = 500;
}

/// <summary>An object with fixed keys; any other key is an error.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Fields">The keys.</param>
public sealed record ObjectShape(string Description, params ImmutableArray<Field> Fields) : Shape(Description);

/// <summary>A text for the short way to write something, or an object for the long one.</summary>
/// <param name="Description">One sentence.</param>
/// <param name="Brief">The short way.</param>
/// <param name="Full">The long way.</param>
public sealed record EitherShape(string Description, TextShape Brief, ObjectShape Full) : Shape(Description);

/// <summary>A key of an object.</summary>
/// <param name="Name">The key, camel case.</param>
/// <param name="Shape">What its value is.</param>
/// <param name="Required">Whether it must be there.</param>
public sealed record Field(string Name, Shape Shape, bool Required = false);
