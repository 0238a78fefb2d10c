using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages;

namespace Steward.Changes.Checkpoints;

/// <summary>
/// Publishes the ledger of every product: tiles, and a signed checkpoint that covers all that is in it, where outsiders read them. A ledger with
/// nothing new costs two reads. Says how many have a checkpoint; one that cannot be published hides no other.
/// </summary>
/// <param name="products">All products.</param>
/// <param name="ledger">Publishes when asked for a checkpoint.</param>
/// <param name="logger">Says what could not be published.</param>
public sealed partial class PublishCheckpoints(IProductStore products, ILedger ledger, ILogger<PublishCheckpoints> logger) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "PublishCheckpoints";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var published = 0;
        await foreach (var product in products.ListAsync(cancellation))
            if (await TryPublishAsync(product.Id, cancellation)) published++;
        return published;
    }

    private async Task<bool> TryPublishAsync(ProductId product, CancellationToken cancellation)
    {
        try
        {
            return await ledger.GetCheckpointAsync(product, cancellation) is not null;
        }
        catch (StewardException failure) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(product.ToString(), failure.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger of {Product} was not published: {Reason}")]
    private partial void LogFailed(string product, string reason);
}
