namespace Steward.Policy;

/// <summary>What people are told about the product.</summary>
/// <param name="Title">Its name for people; null: its owner/name.</param>
/// <param name="Description">One sentence about it; null: none.</param>
public sealed record ProductPolicy(string? Title, string? Description)
{
    /// <summary>The section <c>product</c>.</summary>
    public static PolicySection<ProductPolicy> Section { get; } = new(
        "product",
        new ObjectShape(
            "What people are told about the product.",
            new Field("title", new TextShape("The product's name for people.") { MaxLength = 100 }),
            new Field("description", new TextShape("One sentence about the product."))),
        node => new ProductPolicy(node.TextOrNull("title"), node.TextOrNull("description")));
}
