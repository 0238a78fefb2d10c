using Steward.Products;
using Steward.Kernel;

namespace Steward.Answers;

/// <summary>Puts repositories under Steward's care.</summary>
/// <param name="products">The products.</param>
/// <param name="time">The clock.</param>
public sealed class ProductRegistration(IProductStore products, TimeProvider time)
{
    private const int MaxSource = 1000;
    private const int MaxBranch = 200;

    /// <summary>Registers a product, or changes its registration. Invalid for a source or branch that cannot be right.</summary>
    public async Task<Product> RegisterAsync(ProductId id, ProductRequest request, CancellationToken cancellation)
    {
        var branch = request.DefaultBranch ?? "main";
        CheckSource(request.Source);
        CheckBranch(branch);
        await products.PutAsync(new Product(id, request.Source, branch, time.GetUtcNow()), cancellation);
        return await products.GetAsync(id, cancellation) ?? throw StewardException.Unavailable($"{id} was registered but cannot be read. Try again.");
    }

    private static void CheckSource(string? source)
    {
        var isLocal = source is { Length: > 5 and <= MaxSource } && source.StartsWith("git:/", StringComparison.Ordinal) && !source.Any(char.IsControl);
        if (!isLocal && source != "github")
            throw StewardException.Invalid("A product's source is 'github', or 'git:' and the absolute path of a local repository.");
    }

    // What git itself forbids in names of branches, as far as it could do harm (git-check-ref-format).
    private static void CheckBranch(string branch)
    {
        var isSound = branch.Length is > 0 and <= MaxBranch && !branch.StartsWith('-') && !branch.Contains("..", StringComparison.Ordinal)
            && !branch.Any(c => char.IsControl(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\');
        if (!isSound) throw StewardException.Invalid($"'{Texts.Clip(branch, 60)}' cannot be a branch.");
    }
}
