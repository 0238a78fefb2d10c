using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages;

namespace Steward.Changes.Overlooked;

/// <summary>Has every change decided again whose decision did not know evidence about it; says how many. A product that cannot be looked at hides no other.</summary>
/// <param name="products">All products.</param>
/// <param name="overlooked">Finds the changes.</param>
/// <param name="reopener">Has them decided again: once for each evidence, however often it is asked to.</param>
/// <param name="logger">Says which.</param>
public sealed partial class ReopenOverlooked(
    IProductStore products, OverlookedEvidence overlooked, IChangeReopener reopener, ILogger<ReopenOverlooked> logger) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "ReopenOverlooked";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var reopened = 0;
        await foreach (var product in products.ListAsync(cancellation)) reopened += await TryReopenAsync(product.Id, cancellation);
        return reopened;
    }

    private async Task<int> TryReopenAsync(ProductId product, CancellationToken cancellation)
    {
        try
        {
            var looked = await overlooked.LookAsync(product, cancellation);
            foreach (var (change, kind) in looked.Changes)
            {
                LogReopened(change.ToString(), kind);
                await reopener.EvidenceArrivedAsync(change, kind, cancellation);
            }

            await overlooked.SettleAsync(product, looked, cancellation);
            return looked.Changes.Count;
        }
        catch (StewardException failure) when (!cancellation.IsCancellationRequested)
        {
            // The next run looks again from the same entry.
            LogFailed(product.ToString(), failure.Message);
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Change} was decided without {Kind}, which had come; it is decided again")]
    private partial void LogReopened(string change, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger of {Product} could not be looked through for overlooked evidence: {Reason}")]
    private partial void LogFailed(string product, string reason);
}
