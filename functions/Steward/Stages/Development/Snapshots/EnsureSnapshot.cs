using Steward.Engine;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Stages.Development.Snapshots;

/// <summary>What <see cref="EnsureSnapshot"/> is given.</summary>
/// <param name="Change">The change.</param>
/// <param name="Stamp">The stamp of the snapshot, should one have to be taken.</param>
public sealed record EnsureRequest(ChangeId Change, string Stamp);

/// <summary>Takes a snapshot when the policy requires one and the newest that covers the product is too old.</summary>
public sealed class EnsureSnapshot(PolicyLoader policies, ProductSnapshots snapshots) : IActivity<EnsureRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "EnsureSnapshot";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(EnsureRequest input, CancellationToken cancellation)
    {
        var policy = (await policies.LoadAsync(input.Change, cancellation)).Policy.Get(SnapshotsPolicy.Section);
        if (policy.Required) await snapshots.EnsureAsync(input.Change.Product, input.Stamp, policy.MaxAge, cancellation);
        return Nothing.Value;
    }
}
