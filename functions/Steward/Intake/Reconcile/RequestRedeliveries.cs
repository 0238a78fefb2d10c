using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Intake.Reconcile;

/// <summary>Asks the senders for deliveries that never got here.</summary>
/// <param name="senders">Those that keep such a list; none where only local repositories are watched.</param>
/// <param name="cursor">Since when.</param>
/// <param name="logger">Says how many were asked for.</param>
public sealed partial class RequestRedeliveries(
    IEnumerable<IFailedDeliveries> senders, RedeliveryCursor cursor, ILogger<RequestRedeliveries> logger) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "RequestRedeliveries";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var asked = 0;
        var since = cursor.Since(input.DueAt);
        var any = false;
        foreach (var sender in senders)
        {
            any = true;
            asked += await sender.RequestRedeliveryAsync(since, cancellation);
        }

        if (!any) LogNobody();
        else if (asked > 0) LogAsked(asked, since);
        cursor.Checked(input.DueAt);
        return asked;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "No sender keeps a list of failed deliveries here: asking for them is skipped")]
    private partial void LogNobody();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} deliveries since {Since} had failed; they were asked for again")]
    private partial void LogAsked(int count, DateTimeOffset since);
}
