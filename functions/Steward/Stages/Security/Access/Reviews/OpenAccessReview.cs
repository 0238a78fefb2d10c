using Steward.Engine;
using Steward.Ledger;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>Opens the checklist of the quarter, once; the product's newest change is decided again with it.</summary>
public sealed class OpenAccessReview(AccessOptions options, AccessFiles files, AccessLedger kept, ILedger ledger, TimeProvider time) : IActivity<ScheduledRun, string?>
{
    /// <inheritdoc/>
    public static string Name => "OpenAccessReview";

    /// <inheritdoc/>
    public async Task<string?> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        if (options.Repository is not { } repository) return null;
        var period = ReviewSheet.PeriodOf(time.GetUtcNow());
        if (await kept.LastAsync(repository, Subject.Product(repository), e => e.Kind == ReviewEvidence.Opened && AccessEvidence.Text(e, "period") == period, cancellation) is not null) return period;
        var file = await files.InForceAsync(cancellation);
        var sheet = ReviewSheet.Of(file.Require(), file.Commit, time.GetUtcNow());
        await ledger.AppendAsync(repository, [ReviewEvidence.OfOpening(repository, sheet, await kept.KeepAsync(repository, sheet, cancellation))], cancellation);
        return period;
    }
}
