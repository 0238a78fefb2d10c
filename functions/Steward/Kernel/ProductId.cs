using System.Text.Json.Serialization;

namespace Steward.Kernel;

/// <summary>One repository under Steward's care. Its text form is the one people write: <c>owner/name</c>.</summary>
[JsonConverter(typeof(TextIdConverter<ProductId>))]
public readonly record struct ProductId : ITextId<ProductId>
{
    private const int MaxPart = 100;

    private ProductId(string owner, string name) => (Owner, Name) = (owner, name);

    /// <summary>The owner: a GitHub login or organisation, lower case.</summary>
    public string Owner { get; }

    /// <summary>The repository's name, lower case: GitHub compares names without regard to case.</summary>
    public string Name { get; }

    /// <summary>Reads <c>owner/name</c>; letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 100 characters a part.</summary>
    public static bool TryParse(string? text, out ProductId id)
    {
        id = default;
        var parts = text?.Split('/');
        if (parts is not [var owner, var name] || !IsPart(owner) || !IsPart(name)) return false;
        id = new ProductId(owner.ToLowerInvariant(), name.ToLowerInvariant());
        return true;
    }

    /// <summary>Reads <c>owner/name</c>, or throws <see cref="StewardException"/> (Invalid) that says what is expected.</summary>
    public static ProductId Parse(string text) => TextId.Parse<ProductId>(text, "a product as owner/name");

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Name}";

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= MaxPart && part is not ("." or "..")
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
