using Steward.Kernel;

namespace Steward.Passports;

/// <summary>What somebody who verifies a passport expects it to be for; what is null may be anything.</summary>
/// <remarks>A valid passport alone says only that the key's owner let some release through: of whatever product, and maybe of years ago.</remarks>
/// <param name="Product">The product.</param>
/// <param name="Tag">The released tag.</param>
/// <param name="Commit">The released commit.</param>
public sealed record PassportExpectation(ProductId? Product = null, string? Tag = null, CommitSha? Commit = null)
{
    /// <summary>Nothing in particular.</summary>
    public static PassportExpectation Any { get; } = new();

    /// <summary>One check for each thing that is expected.</summary>
    internal IEnumerable<PassportCheck> Check(PassportStatement statement)
    {
        var subject = statement.Subject[0];
        if (Product is { } product) yield return Check("product", product.ToString(), statement.Predicate.Product.ToString());
        if (Tag is not null) yield return Check("tag", Tag, subject.Name);
        if (Commit is { } commit) yield return Check("commit", commit.ToString(), subject.Digest.GetValueOrDefault("gitCommit") ?? "no commit");
    }

    private static PassportCheck Check(string what, string expected, string found) => new($"expected {what}", expected == found, expected == found
        ? $"It is for the {what} {expected}, as expected."
        : $"The {what} {expected} was expected, but this passport is for {Texts.Clip(found, 200)}.");
}
