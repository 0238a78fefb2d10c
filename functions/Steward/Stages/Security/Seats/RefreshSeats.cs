using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Seats.Changes;

namespace Steward.Stages.Security.Seats;

/// <summary>Brings an import to its end that was broken off, and reads the seats of the organisations that the settings name. Who has no seat there any more has none here.</summary>
public sealed class RefreshSeats(ISeatSource source, SeatImports imports, ILedger ledger, SeatOptions options, TimeProvider time) : IActivity<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "RefreshSeats";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var (changes, failure) = (await imports.CompleteAsync(cancellation) ?? 0, (StewardException?)null);
        foreach (var organisation in options.Organisations)
        {
            try
            {
                changes += await ReadAsync(organisation, cancellation);
            }
            catch (StewardException wrong)
            {
                // The other organisations are read all the same; then this one is told of.
                failure ??= wrong;
            }
        }

        return failure is null ? changes : throw failure;
    }

    private async Task<int> ReadAsync(string organisation, CancellationToken cancellation)
    {
        var said = await source.ReadAsync(organisation, cancellation);
        var answer = await imports.ImportAsync(said, new ImportMode(Complete: true), "steward", cancellation);
        if (answer.Held is { } held) await ledger.AppendAsync(options.RequireLedger(), [SeatEvidence.OfHold(options.RequireLedger(), said.Source, held, time.GetUtcNow())], cancellation);
        return answer.Applied ? answer.ChangeCount : answer.Problems is [var problem, ..] ? throw StewardException.Invalid($"The seats of {said.Source} cannot be kept: {problem.Message}") : 0;
    }
}
