using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Which changes of a plan are to be made.</summary>
/// <param name="Repository">The access repository.</param>
/// <param name="Payload">The payload with the plan.</param>
/// <param name="First">The first of them, from 0, among those that no brake holds.</param>
public sealed record ApplyStep(ProductId Repository, string Payload, int First);

/// <summary>How far that came.</summary>
/// <param name="Next">The first change that was not looked at.</param>
/// <param name="Left">The changes that were refused, by their places, with why.</param>
/// <param name="RetryAfter">How long the system asks to wait before it goes on; null: it does not.</param>
public sealed record ApplyProgress(int Next, IReadOnlyDictionary<int, string> Left, TimeSpan? RetryAfter);

/// <summary>Makes some changes, one after another. A refusal hides no other change; silence ends the step.</summary>
public sealed class ApplyAccess(AccessLedger ledger, AccessPlans plans) : IActivity<ApplyStep, ApplyProgress>
{
    /// <summary>The most changes of one step.</summary>
    public const int Most = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public static string Name => "ApplyAccess";

    /// <inheritdoc/>
    public async Task<ApplyProgress> RunAsync(ApplyStep input, CancellationToken cancellation)
    {
        var planned = await ledger.ReadAsync<PlannedAccess>(input.Repository, input.Payload, cancellation);
        var left = new Dictionary<int, string>();
        var (next, changes) = (input.First, planned.Plan.Free.Skip(input.First).Take(Most));
        foreach (var change in changes)
        {
            try
            {
                await plans.Find(change.System).ApplyAsync(change, cancellation);
            }
            catch (StewardException silence) when (silence.Kind == FailureKind.Unavailable)
            {
                return new ApplyProgress(next, left, silence.RetryAfter ?? Pause);
            }
            catch (StewardException refusal)
            {
                left[next] = refusal.Message;
            }

            next++;
        }

        return new ApplyProgress(next, left, null);
    }
}
