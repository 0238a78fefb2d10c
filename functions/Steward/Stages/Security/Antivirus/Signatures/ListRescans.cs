using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Products;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>A release, and how far it was scanned again.</summary>
/// <param name="Product">The product.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Commit">The commit.</param>
/// <param name="From">Which file comes next, by path; after the last come the artefacts.</param>
/// <param name="Scanned">How many were scanned until now.</param>
public sealed record RescanStep(ProductId Product, string Tag, CommitSha Commit, int From, int Scanned);

/// <summary>Lists the newest releases of all products, as many of each as the policy of its newest one says. What did not get a passport is no release.</summary>
/// <param name="products">The products.</param>
/// <param name="policies">Reads their policies.</param>
/// <param name="ledger">Knows their releases.</param>
public sealed class ListRescans(IProductStore products, PolicyLoader policies, ILedger ledger) : IActivity<ScheduledRun, RescanStep[]>
{
    private const int MaxReleases = 2_000;

    /// <inheritdoc/>
    public static string Name => "ListRescans";

    /// <inheritdoc/>
    public async Task<RescanStep[]> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var found = new List<RescanStep>();
        await foreach (var product in products.ListAsync(cancellation))
        {
            found.AddRange(await ReleasesAsync(product.Id, cancellation));
            if (found.Count >= MaxReleases) break;
        }

        return [.. found.Take(MaxReleases)];
    }

    private async Task<List<RescanStep>> ReleasesAsync(ProductId product, CancellationToken cancellation)
    {
        var named = await ledger.FindAsync(product, Subject.Product(product), cancellation)
            .Select(e => e.Evidence).Where(e => e.Kind == "release.named").ToListAsync(cancellation);
        var (steps, most) = (new List<RescanStep>(), (int?)null);
        foreach (var release in named.AsEnumerable().Reverse())
        {
            if (steps.Count >= most) break;
            var (tag, commit) = (AntivirusEvidence.Text(release, "tag")!, CommitSha.Parse(AntivirusEvidence.Text(release, "commit")!));
            if (steps.Exists(s => s.Tag == tag) || !await WasReleasedAsync(product, tag, commit, cancellation)) continue;
            most ??= (await PolicyAsync(new ChangeId(product, commit), cancellation)).Get(AntivirusPolicy.Section).RescanReleases;
            if (most > 0) steps.Add(new RescanStep(product, tag, commit, 0, 0));
        }

        return steps;
    }

    // A repository that cannot be read must not hide the others' releases: its own scan fails, and says so.
    private async Task<Policy.Policy> PolicyAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return (await policies.LoadAsync(change, cancellation)).Policy;
        }
        catch (StewardException)
        {
            return Policy.Policy.Missing;
        }
    }

    private async Task<bool> WasReleasedAsync(ProductId product, string tag, CommitSha commit, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Release(tag, commit), cancellation).AnyAsync(e => e.Evidence.Kind == "passport.issued", cancellation);
}
