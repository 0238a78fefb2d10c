using Steward.Kernel;

namespace Steward.Access;

/// <summary>The products that somebody reaches: one (<c>owner/name</c>), or all of an owner (<c>owner/*</c>). Letter case does not count.</summary>
public sealed record ProductPattern
{
    private const string Any = "*";

    private ProductPattern(string owner, string? name) => (Owner, Name) = (owner, name);

    /// <summary>The owner, lower case.</summary>
    public string Owner { get; }

    /// <summary>The name, lower case; null: every one.</summary>
    public string? Name { get; }

    /// <summary>One product.</summary>
    public static ProductPattern Of(ProductId product) => new(product.Owner, product.Name);

    /// <summary>Reads a pattern; Invalid with a sentence where it is none.</summary>
    public static ProductPattern Parse(string text)
    {
        var isOwner = text.EndsWith($"/{Any}", StringComparison.Ordinal);
        // The name is only a stand-in, so that owners follow the rules of products.
        if (!ProductId.TryParse(isOwner ? $"{text[..^Any.Length]}x" : text, out var product))
            throw StewardException.Invalid($"'{Texts.Clip(text, 100)}' names no products: write owner/name, or owner/* for all of an owner.");
        return isOwner ? new ProductPattern(product.Owner, null) : Of(product);
    }

    /// <summary>True when it reaches a product.</summary>
    public bool Covers(ProductId product) => product.Owner == Owner && (Name is null || product.Name == Name);

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Name ?? Any}";
}
