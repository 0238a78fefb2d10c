using Spectre.Console;
using Steward.Cli.Git;
using Steward.Cli.Policies;
using Steward.Cli.Remote;
using Steward.Cli.Running;
using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Commands.Local;

/// <summary>Runs, on the spot, the test sets of the policy that say how they are run, and uploads what they report.</summary>
internal static class TestSetRunner
{
    /// <summary>The index in the ledger of the newest evidence that came of it; null when nothing was uploaded.</summary>
    public static async Task<long?> RunAllAsync(
        CliServices services, StewardClient client, WorkingCopy copy, ChangeId change, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(copy.Root, PolicyFile.Name))) return null;
        var policy = await PolicyFile.ReadAsync(copy.Root, cancellation);
        var plan = RunPlan.Of(policy.Get(ResultsPolicy.Section), new RunWish());
        if (!plan.Sets.Any()) return null;
        if (!await copy.IsCleanAsync(plan.IsReport, cancellation))
        {
            services.Notes.MarkupLine("[yellow]  the working copy differs from the commit: its tests are not run, since their results would not be the commit's. Commit or stash first.[/]");
            return null;
        }

        var results = new RemoteResults(services, client, change);
        var place = new RunPlace(copy.Root, await copy.KeptAsync("tests", cancellation), EndsAll: false);
        await new TestRunner(new SetRun(services, place, results), jobs: 1).RunAsync(plan, cancellation);
        return results.Newest;
    }
}
