using System.Text.Json.Serialization;

namespace Steward.Kernel;

/// <summary>One pushed commit of a product. Text form: <c>owner/name@sha</c>.</summary>
/// <param name="Product">The product.</param>
/// <param name="Commit">The pushed head commit.</param>
[JsonConverter(typeof(TextIdConverter<ChangeId>))]
public readonly record struct ChangeId(ProductId Product, CommitSha Commit) : ITextId<ChangeId>
{
    /// <summary>Reads <c>owner/name@sha</c>.</summary>
    public static bool TryParse(string? text, out ChangeId id)
    {
        id = default;
        if (text?.Split('@') is not [var product, var commit]
            || !ProductId.TryParse(product, out var p) || !CommitSha.TryParse(commit, out var c)) return false;
        id = new ChangeId(p, c);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Product}@{Commit}";
}
