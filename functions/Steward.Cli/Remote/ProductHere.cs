using Steward.Answers;
using Steward.Cli.Git;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Cli.Remote;

/// <summary>Finds which product of a running Steward the folder belongs to that the user stands in.</summary>
internal static class ProductHere
{
    private const string GitPrefix = "git:";
    private const int Shown = 5;

    /// <summary>The product that the user names; else the one that a remote names on GitHub or whose source is this repository. Invalid where there is none, or several.</summary>
    public static async Task<ProductId> FindAsync(CliServices services, StewardClient client, string? named, CancellationToken cancellation)
    {
        if (named is not null) return ProductId.Parse(named);
        var copy = await CopyAsync(services, cancellation);
        var (remotes, folders) = (await copy.OnGitHubAsync(cancellation), await copy.FoldersAsync(cancellation));
        var products = (await client.RequireAsync<ProductList>(RemotePaths.Products, cancellation)).Products.Select(p => p.Product).ToList();
        var here = products.Where(p => remotes.Contains(p.Id) || IsAt(p, folders)).Select(p => p.Id).ToList();
        return here.Count == 1 ? here[0] : throw StewardException.Invalid(Sentence(copy, remotes, here, products));
    }

    private static async Task<WorkingCopy> CopyAsync(CliServices services, CancellationToken cancellation)
    {
        try
        {
            return await WorkingCopy.FindAsync(services.Folder, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            throw StewardException.Invalid($"{failure.Message} So nothing here says which product is meant: name it with --product owner/name.", failure);
        }
    }

    private static bool IsAt(Product product, IReadOnlyList<string> folders) =>
        product.Source.StartsWith(GitPrefix, StringComparison.Ordinal) && folders.Contains(product.Source[GitPrefix.Length..].TrimEnd('/'), StringComparer.Ordinal);

    private static string Sentence(WorkingCopy copy, IReadOnlyList<ProductId> remotes, List<ProductId> here, List<Product> products)
    {
        if (here.Count > 1) return $"{copy.Root} is several products of Steward: {Texts.Some([.. here.Select(p => $"{p}")], Shown)}. Name the one that is meant with --product.";
        var known = products.Count == 0 ? "it has none yet" : $"it has {Texts.Some([.. products.Select(p => $"{p.Id}")], Shown)}";
        var asked = remotes.Count == 0 ? "it has no remote on GitHub" : $"its remotes name {Texts.Some([.. remotes.Select(p => $"{p}")], Shown)}";
        return $"Steward knows no product for {copy.Root} ({asked}; {known}). Name one with --product, or register this one with 'steward products add'.";
    }
}
