using Spectre.Console;
using Steward.Access;
using Steward.Access.Bearers;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;

namespace Steward.Cli.Commands.Access;

/// <summary>What applying without a server came to.</summary>
/// <param name="Digest">The plan's digest.</param>
/// <param name="By">Who applied it.</param>
/// <param name="Verdict">One of <c>done</c>, <c>left</c>.</param>
/// <param name="Changes">The changes that were made.</param>
/// <param name="Left">Those that were not, with why.</param>
/// <param name="Brakes">The brakes.</param>
internal sealed record AppliedAnswer(
    string Digest, string By, string Verdict, IReadOnlyList<ChangeAnswer> Changes, IReadOnlyList<LeftChange> Left, IReadOnlyList<Brake> Brakes);

/// <summary>Applies a plan with the credentials of whoever stands here: a person whom the file itself lets administer Steward.</summary>
internal static class OfflineApply
{
    public static async Task<int> RunAsync(CliServices services, string file, ApplyRequest asked, bool json, CancellationToken cancellation)
    {
        var model = await AccessInput.ReadAsync(services, file, cancellation);
        return await RunAsync(services, model, AccessInput.Systems(services, model), asked, json, cancellation);
    }

    /// <summary>The same with the systems at hand.</summary>
    public static async Task<int> RunAsync(CliServices services, AccessModel model, AccessPlans systems, ApplyRequest asked, bool json, CancellationToken cancellation)
    {
        var by = await ApproverAsync(services, systems, model, cancellation);
        var plan = await systems.PlanAsync(model, BrakeOverrides.None, cancellation);
        AccessDesk.Check(PlanAnswer.Of(plan, null), asked.Digest, asked.Overrides ?? []);
        plan = AccessPlanner.Release(plan, new BrakeOverrides(by, [.. asked.Overrides ?? []]));
        var left = plan.Changes.Where(c => c.IsHeld).Select(c => new LeftChange(c, "A brake holds it.")).ToList();
        foreach (var change in plan.Free)
        {
            if (await TryAsync(systems, change, cancellation) is { } problem) left.Add(new LeftChange(change, problem));
        }

        var after = await systems.PlanAsync(model, BrakeOverrides.None, cancellation);
        left.AddRange(plan.Free.Where(c => !left.Any(l => l.Change == c)).Select(c => Unverified(c, after)).OfType<LeftChange>().ToList());
        var done = plan.Free.Where(c => !left.Any(l => l.Change == c)).Select(ChangeAnswer.Of).ToList();
        Tell(services, new AppliedAnswer(plan.Digest, by, left.Count == 0 ? "done" : "left", done, left, plan.Brakes), json);
        return after.Unknown.Count > 0 ? Exit.Unreachable : left.Count == 0 ? Exit.Yes : Exit.No;
    }

    // Whoever's credentials these are approves: nobody else stands here.
    private static async Task<string> ApproverAsync(CliServices services, AccessPlans systems, AccessModel model, CancellationToken cancellation)
    {
        foreach (var self in (await systems.ReadAsync(model, cancellation)).Select(s => s.Self).OfType<string>())
        {
            var person = model.People.Values.FirstOrDefault(p => Person.Names.Equals(p.GitHub?.Login, self) || p.Azure == self);
            if (person is not null && Desired.Of(model, person, services.Time.GetUtcNow()).Any(d => d.Grant is { Kind: GrantKinds.Level, Right: "administer" })) return person.GitHub is { } account ? $"github:{account.Login}" : $"{EntraIssuer.Prefix}{self}";
        }

        throw new StewardException(FailureKind.Forbidden, $"These credentials are of nobody whom the file gives Steward's level {AccessLevel.Administer.Word()}: nothing is applied.");
    }

    private static async Task<string?> TryAsync(AccessPlans systems, AccessChange change, CancellationToken cancellation)
    {
        try
        {
            await systems.Find(change.System).ApplyAsync(change, cancellation);
            return null;
        }
        catch (StewardException refusal)
        {
            return refusal.Message;
        }
    }

    // What was sent is not believed: only what is there counts.
    private static LeftChange? Unverified(AccessChange change, AccessPlan after) =>
        after.Unknown.Contains(change.System, StringComparer.Ordinal) ? new LeftChange(change, $"It was sent, and {change.System} could not be read again.")
        : after.Changes.Any(a => IsSame(a, change)) ? new LeftChange(change, "It was sent, and what is there is as before.")
        : null;

    private static bool IsSame(AccessChange one, AccessChange other) =>
        (one.System, one.Kind, one.Target, one.To) == (other.System, other.Kind, other.Target, other.To)
        && one.Subject.Equals(other.Subject, StringComparison.OrdinalIgnoreCase);

    private static void Tell(CliServices services, AppliedAnswer answer, bool json)
    {
        if (json)
        {
            services.PrintJson(answer);
            return;
        }

        var table = Marks.Table("", "Change", "Why not");
        foreach (var c in answer.Changes) table.AddRow("[green]done[/]", Marks.Plain($"{c.System} {c.Kind} {c.Target}: {c.Subject} {c.From ?? "-"} -> {c.To ?? "-"}"), "");
        foreach (var l in answer.Left) table.AddRow("[red]left[/]", Marks.Plain(PlanText.Line(l.Change)), Marks.Plain(l.Problem));
        services.Out.Write(table);
    }
}
