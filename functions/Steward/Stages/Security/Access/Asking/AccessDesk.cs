using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>Asks to have a plan applied.</summary>
/// <param name="Digest">The plan's digest.</param>
/// <param name="Overrides">The brakes that are overridden: <c>github/team/share</c>.</param>
public sealed record ApplyRequest(string? Digest, IReadOnlyList<string>? Overrides = null);

/// <summary>A plan that was approved.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="By">Who approved it.</param>
/// <param name="Orchestration">The run that applies it.</param>
public sealed record ApplyAnswer(string Digest, string By, string Orchestration);

/// <summary>Where people look at access by position, and approve plans.</summary>
public sealed class AccessDesk(AccessFiles files, AccessPlans plans, AccessApprovals approvals, AccessHistory history, DeskEngine engine)
{
    private const int MaxOverrides = 50;

    /// <summary>The plan as it is now. Makes no writing call.</summary>
    public async Task<PlanAnswer> PlanAsync(CancellationToken cancellation)
    {
        var seen = await ReadAsync(cancellation);
        return Show(seen);
    }

    /// <summary>What the systems say now.</summary>
    public async Task<IReadOnlyList<SystemState>> StateAsync(CancellationToken cancellation) =>
        await plans.ReadAsync((await files.HeadAsync(cancellation)).Require(), cancellation);

    /// <summary>Who may do something now.</summary>
    public async Task<WhoAnswer> WhoAsync(string permission, CancellationToken cancellation)
    {
        var file = await files.InForceAsync(cancellation);
        return AccessQuestions.Who(file.Require(), Permission.Parse(permission), engine.Now) with { Commit = file.Commit };
    }

    /// <summary>What somebody could do at a time: by the file that the ledger says was in force then, and what its plan says was in place. NotFound when there was none.</summary>
    public Task<CouldAnswer> CouldAsync(string name, DateTimeOffset time, CancellationToken cancellation) => history.CouldAsync(name, time, cancellation);

    /// <summary>
    /// Approves a plan in the caller's name, and starts its run. Conflict when the plan is another one by now; Forbidden below administer. Overrides that no brake
    /// asks for are Invalid: a list copied from yesterday must not open what is new today.
    /// </summary>
    public async Task<ApplyAnswer> ApplyAsync(ApplyRequest request, Caller caller, CancellationToken cancellation)
    {
        if (caller.Level < AccessLevel.Administer) throw new StewardException(FailureKind.Forbidden, $"Approving a plan asks for the level administer; {caller.Name} has {caller.Level.Word()}.");
        var (seen, overrides) = (await ReadAsync(cancellation), request.Overrides ?? []);
        Check(Show(seen), request.Digest, overrides);
        var evidence = await approvals.GiveAsync(seen, overrides, caller, cancellation);
        return new ApplyAnswer(seen.Plan.Digest, caller.Name, await engine.StartAsync($"approved:{evidence.Id}", cancellation));
    }

    /// <summary>Throws unless an approval fits a plan: its digest, and overrides of brakes that are there and may be.</summary>
    public static void Check(PlanAnswer plan, string? digest, IReadOnlyList<string> overrides)
    {
        if (plan.Changes.Count + plan.Settles.Count == 0) throw StewardException.Invalid("There is nothing to change: access is as the file says.");
        if (digest is not { Length: >= 12 } || !plan.Digest.StartsWith(digest, StringComparison.Ordinal))
            throw new StewardException(FailureKind.Conflict, $"The plan is {plan.Digest[..12]} now, not '{Texts.Clip(digest ?? "", 20)}'. Look at it again, and approve what it says.");
        if (overrides.Count > MaxOverrides) throw StewardException.Invalid($"At most {MaxOverrides} brakes are overridden at once.");
        foreach (var key in overrides)
        {
            var brake = plan.Brakes.FirstOrDefault(b => b.Key == key) ?? throw StewardException.Invalid($"No brake of this plan is called '{Texts.Clip(key, 80)}'; it has: {string.Join(", ", plan.Brakes.Select(b => b.Key))}.");
            if (brake.IsFinal) throw StewardException.Invalid($"Nobody overrides {key}: {brake.Reason}");
        }
    }

    private async Task<SeenPlan> ReadAsync(CancellationToken cancellation)
    {
        var (file, settled) = (await files.HeadAsync(cancellation), await files.SettledAsync(cancellation));
        return new SeenPlan(file, settled, await plans.PlanAsync(SettledFile.Hold(file.Require(), settled), BrakeOverrides.None, cancellation));
    }

    private PlanAnswer Show(SeenPlan seen) =>
        PlanAnswer.Of(seen.Plan, seen.Head.Commit) with { Settles = Settling.Of(seen.Head, seen.Settled, engine.Now) };
}
