using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault forget SNAPSHOT...</c> or by a policy: <c>--keep-daily 7 --keep-weekly 5</c>.</summary>
internal static class ForgetCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter, forget) = (new VaultOptionsOf(), new FilterOptionsOf(), new ForgetOptionsOf());
        return options.AddTo(filter.AddTo(forget.AddTo(new Command("forget", "Remove snapshots: those that are named, or those that a policy does not keep. Their room is freed by 'prune'."))))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                if (parsed.GetValue(forget.Damaged))
                    return await ForgetDamaged.RunAsync(services, vault, parsed.GetValue(forget.Snapshots) ?? [], (parsed.GetValue(forget.DryRun), parsed.GetValue(options.Json)), cancellation);
                var plan = await PlanAsync(vault, parsed, filter.Of(parsed), forget, cancellation);
                var dry = parsed.GetValue(forget.DryRun);
                var outcome = dry ? new ForgetOutcome(plan.Forgotten, []) : await Forget.RunAsync(vault, plan.Forgotten, cancellation);
                if (parsed.GetValue(options.Json)) Print(services, plan, outcome, dry);
                else Show(services, plan, outcome, dry);
                return outcome.Problems.Count == 0 ? Exit.Yes : Exit.No;
            });
    }

    private static async Task<ForgetPlan> PlanAsync(OpenVault vault, ParseResult parsed, SnapshotFilter filter, ForgetOptionsOf forget, CancellationToken cancellation)
    {
        var store = new SnapshotStore(vault);
        if (parsed.GetValue(forget.Snapshots) is not { Length: > 0 } named)
        {
            var list = await store.ListAsync(filter, cancellation);
            return forget.Of(parsed).Decide(list.Snapshots);
        }

        var found = new List<SnapshotReference>();
        foreach (var id in named) found.Add(await store.FindAsync(id, filter, cancellation));
        return new ForgetPlan([], found);
    }

    private static void Print(CliServices services, ForgetPlan plan, ForgetOutcome outcome, bool dry) => services.PrintJson(new
    {
        verdict = outcome.Problems.Count == 0 ? "complete" : "incomplete", dryRun = dry, kept = plan.Kept.Select(k => new { id = k.Snapshot.Id, time = k.Snapshot.Snapshot.Time, host = k.Snapshot.Snapshot.Host, reasons = k.Reasons }),
        forgotten = outcome.Forgotten.Select(s => new { id = s.Id, time = s.Snapshot.Time, host = s.Snapshot.Host }), problems = outcome.Problems,
    });

    private static void Show(CliServices services, ForgetPlan plan, ForgetOutcome outcome, bool dry)
    {
        foreach (var kept in plan.Kept) services.Out.MarkupLineInterpolated($"keep    {kept.Snapshot.ShortId}  {kept.Snapshot.Snapshot.Time:u}  {kept.Snapshot.Snapshot.Host}  ({string.Join(", ", kept.Reasons)})");
        foreach (var gone in outcome.Forgotten) services.Out.MarkupLineInterpolated($"forget  {gone.ShortId}  {gone.Snapshot.Time:u}  {gone.Snapshot.Host}");
        foreach (var problem in outcome.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem}[/]");
        services.Out.MarkupLineInterpolated($"{(dry ? "Would forget" : "Forgot")} {Texts.Count(outcome.Forgotten.Count, "snapshot")}. 'steward vault prune' frees their room.");
    }
}

/// <summary>What <c>steward vault forget</c> can be told.</summary>
internal sealed class ForgetOptionsOf
{
    public Argument<string[]> Snapshots { get; } = new("SNAPSHOT") { Description = "The beginnings of their ids.", Arity = ArgumentArity.ZeroOrMore };

    public Option<int> Last { get; } = new("--keep-last") { Description = "Keep so many of the newest, of each machine and path." };

    public Option<int> Daily { get; } = new("--keep-daily") { Description = "Keep one for each of so many days." };

    public Option<int> Weekly { get; } = new("--keep-weekly") { Description = "Keep one for each of so many weeks." };

    public Option<int> Monthly { get; } = new("--keep-monthly") { Description = "Keep one for each of so many months." };

    public Option<int> Yearly { get; } = new("--keep-yearly") { Description = "Keep one for each of so many years." };

    public Option<string[]> Tags { get; } = new("--keep-tag") { Description = "Keep what has this tag; may be given several times." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only tell what would be forgotten." };

    public Option<bool> Damaged { get; } = new("--damaged") { Description = "Remove snapshots that are named and cannot be read: nothing is pruned as long as one is there." };

    public Command AddTo(Command command)
    {
        command.Add(Snapshots);
        foreach (var option in (Option[])[Last, Daily, Weekly, Monthly, Yearly, Tags, DryRun, Damaged]) command.Add(option);
        return command;
    }

    public ForgetPolicy Of(ParseResult parsed) => new()
    {
        Last = parsed.GetValue(Last), Daily = parsed.GetValue(Daily), Weekly = parsed.GetValue(Weekly), Monthly = parsed.GetValue(Monthly), Yearly = parsed.GetValue(Yearly),
        Tags = parsed.GetValue(Tags) ?? [],
    };
}
