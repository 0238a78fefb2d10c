using Steward.Kernel;

namespace Steward.Access;

/// <summary>What somebody reaches within a level: which products, for what, and about which commit. What is null is not narrowed.</summary>
public sealed record Reach
{
    /// <summary>The products; null: all.</summary>
    public IReadOnlyList<ProductPattern>? Products { get; init; }

    /// <summary>What for, out of <see cref="AccessScopes.All"/>; null: everything of the level.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The only commit that anything may be said about; null: any.</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>Whether <see cref="Commit"/> is the merge that GitHub makes of a pull request to test it: then its head, the second parent, may be spoken about too.</summary>
    public bool IsOfPullRequest { get; init; }

    /// <summary>True when a product is within reach; of nobody's reach (null) everything is.</summary>
    public static bool Covers(Reach? reach, ProductId product) => reach?.Products is not { } products || products.Any(p => p.Covers(product));

    /// <summary>The reach of lists as tokens keep them; null when they narrow nothing.</summary>
    public static Reach? Of(IReadOnlyList<string>? products, IReadOnlyList<string>? scopes) => products is null && scopes is null ? null : new Reach
    {
        Products = products is null ? null : [.. products.Select(ProductPattern.Parse)],
        Scopes = scopes,
    };

    /// <summary>Why something is out of reach, one sentence for people; null: it is within.</summary>
    /// <param name="product">The product that is named; null: none is.</param>
    /// <param name="scope">What for.</param>
    /// <param name="isWithinProducts">Whether an answer that names no product keeps to those within reach by itself.</param>
    public string? Refusal(ProductId? product, string scope, bool isWithinProducts)
    {
        if (Scopes is not null && !Scopes.Any(has => AccessScopes.Opens(has, scope))) return $"is for {Words(Scopes)} only, and this is {scope}";
        if (Products is null) return null;
        if (product is { } named) return Covers(this, named) ? null : $"reaches {Words(Products)} only, and this is about {named}";
        return isWithinProducts ? null : $"reaches {Words(Products)} only, and this is about all products";
    }

    private static string Words<T>(IReadOnlyList<T> all) => Texts.Some([.. all.Select(a => $"{a}")], 10);
}
