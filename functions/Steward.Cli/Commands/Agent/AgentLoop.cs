using System.Security.Cryptography;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Cli.Commands.Agent;

/// <summary>
/// Asks for orders and runs them, one after the other. A Steward that does not answer is waited for; a report that does not get through is said again until it does, for the order was carried out.
/// </summary>
internal sealed class AgentLoop(CliServices services, AgentOptions options, IReadOnlyList<IOrderRunner> runners)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(5);
    private readonly string _instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>Runs until it is ended; with <paramref name="once"/> what there is now. Says how many orders were run, and how many of them were not done.</summary>
    public async Task<(int Run, int Failed)> RunAsync(bool once, CancellationToken cancellation)
    {
        using var client = new AgentClient(options);
        var (run, failed) = (0, 0);
        while (true)
        {
            foreach (var order in await OrdersAsync(client, once, cancellation))
            {
                if (await RunAsync(client, order, cancellation) is not { } outcome) continue;
                run++;
                if (!outcome.Done) failed++;
            }

            if (once) return (run, failed);
            await Task.Delay(Pause + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5_000)), services.Time, cancellation);
        }
    }

    private async Task<IReadOnlyList<AgentOrder>> OrdersAsync(AgentClient client, bool once, CancellationToken cancellation)
    {
        try
        {
            return [.. (await client.ListAsync(cancellation)).Where(o => o.ClaimedBy is null || o.ClaimedBy == _instance)];
        }
        catch (StewardException silence) when (silence.IsRetryable && !once)
        {
            Say($"{silence.Message} Asked again in half a minute.");
            return [];
        }
    }

    private async Task<OrderOutcome?> RunAsync(AgentClient client, AgentOrder order, CancellationToken cancellation)
    {
        if (await ClaimAsync(client, order, cancellation) is not { } claimed) return null;
        Say($"{claimed.Kind} of {claimed.Plan} begins.");
        var fence = new OrderFence(_instance, claimed.Attempt);
        var outcome = await new OrderPulse(services.Time).RunAsync(
            (progress, stop) => Find(claimed).RunAsync(claimed, options, progress, stop),
            (progress, stop) => client.ProgressAsync(claimed.Id, new ProgressReport(fence, progress), stop), claimed.Timeout, cancellation);
        Say(outcome.Done ? $"{claimed.Kind} of {claimed.Plan} is done: snapshot {outcome.Snapshot?[..10]}." : $"{claimed.Kind} of {claimed.Plan} was not done: {outcome.Problem}");
        if (outcome.Retention is { } retention) Say($"{Texts.Count(retention.Forgotten.Count, "snapshot")} forgotten, {Texts.Count(retention.PacksRemoved, "pack")} removed. {retention.Problem}".TrimEnd());
        await ReportAsync(client, claimed.Id, new OrderReport(fence, outcome.Done, outcome.Snapshot, outcome.Counts, outcome.Problem) { Retention = outcome.Retention }, cancellation);
        return outcome;
    }

    private async Task<AgentOrder?> ClaimAsync(AgentClient client, AgentOrder order, CancellationToken cancellation)
    {
        try
        {
            return await client.ClaimAsync(order.Id, _instance, cancellation);
        }
        catch (StewardException failure) when (failure.Kind is FailureKind.Conflict or FailureKind.NotFound or FailureKind.Unavailable)
        {
            Say($"{order.Kind} of {order.Plan} is left: {failure.Message}");
            return null;
        }
    }

    private async Task ReportAsync(AgentClient client, string order, OrderReport report, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await client.ReportAsync(order, report, cancellation);
                return;
            }
            catch (StewardException silence) when (silence.Kind == FailureKind.Unavailable)
            {
                await Task.Delay(ReportPause, services.Time, cancellation);
            }
            catch (StewardException over) when (over.Kind is FailureKind.Conflict or FailureKind.NotFound)
            {
                Say($"The report is not wanted any more: {over.Message}");
                return;
            }
        }
    }

    private IOrderRunner Find(AgentOrder order) => runners.FirstOrDefault(r => r.Kind == order.Kind)
        ?? throw StewardException.Invalid($"This agent runs no orders of the kind {order.Kind}. Give it a newer 'steward'.");

    private void Say(string sentence) => services.Notes.MarkupLineInterpolated($"{services.Time.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss} {sentence}");
}
