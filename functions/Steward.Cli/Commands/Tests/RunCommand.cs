using System.CommandLine;
using Steward.Cli.Running;
using Steward.Gates;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests run [SET...]</c></summary>
internal static class RunCommand
{
    private const int MaxJobs = 64;

    public static Command Build(CliServices services)
    {
        var sets = new Argument<string[]>("SET") { Description = "The test sets, as the policy names them. Default: all that this machine can run.", Arity = ArgumentArity.ZeroOrMore };
        var commit = new Option<string?>("--commit") { Description = "The commit that is tested: a sha, branch or tag. Default: the one that is checked out." };
        var product = new Option<string?>("--product") { Description = "owner/name. Default: what the remote origin names." };
        var here = new Option<bool>("--here") { Description = "Run in the working copy, which must not differ from the commit, and not in a clean checkout." };
        var jobs = new Option<int>("--jobs") { Description = "How many sets run at the same time at most, of those that may.", DefaultValueFactory = _ => System.Environment.ProcessorCount };
        var label = new Option<string[]>("--label") { Description = "A label of this machine (lab, gpu...); STEWARD_LABELS names several, with commas." };
        var shard = new Option<string?>("--shard") { Description = "Run only this shard, as K/N." };
        var attempt = new Option<int?>("--attempt") { Description = "The attempt. Default: the next one." };
        var silent = new Option<bool>("--no-upload") { Description = "Announce and upload nothing; no running Steward is needed." };
        var json = CommandActions.JsonOption();
        var command = new Command("run", "Runs test sets of the policy in a clean checkout of the commit, announces them and uploads their reports. Exit 1: a set is not in order.")
        {
            sets, commit, product, here, jobs, label, shard, attempt, silent, json,
        };
        return command.Does(services, async (parsed, cancellation) =>
        {
            var wanted = new TestRunRequest(parsed.GetValue(sets) ?? [], parsed.GetValue(label) ?? [], parsed.GetValue(shard))
            {
                Commit = parsed.GetValue(commit), Product = parsed.GetValue(product), Here = parsed.GetValue(here), Attempt = parsed.GetValue(attempt),
                Jobs = Math.Clamp(parsed.GetValue(jobs), 1, MaxJobs), Upload = !parsed.GetValue(silent),
            };
            var run = await new TestRun(services, wanted).RunAsync(cancellation);
            if (parsed.GetValue(json)) services.PrintJson(run);
            else RunTable.Show(services, run.Sets);
            return run.Sets.All(s => s.Verdict == Verdict.Pass) ? Exit.Yes : Exit.No;
        });
    }
}
