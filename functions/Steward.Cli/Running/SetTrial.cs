using Steward.Cli.Commands.Policy;
using Steward.Cli.Git;
using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Running;
using Steward.Stages.Testing.Running.Editing;

namespace Steward.Cli.Running;

/// <summary>Tries a test set that is about to be added: runs it in the working copy as it is, and tells nobody.</summary>
internal sealed class SetTrial(CliServices services, WorkingCopy copy, IReadOnlyList<string> labels)
{
    /// <summary>What it came to; of a set in shards, what its first shard came to.</summary>
    public async Task<SetOutcome> TryAsync(PolicyEdit edit, string name, CancellationToken cancellation)
    {
        var sets = new PolicyReader(PolicyParts.Sections()).Read(edit.Text).Policy.Get(ResultsPolicy.Section);
        var plan = RunPlan.Of(sets, WishOf(sets.Sets.Single(s => s.Name == name)));
        var place = new RunPlace(copy.Root, await copy.KeptAsync("tests", cancellation), EndsAll: false);
        return (await new TestRunner(new SetRun(services, place, results: null), jobs: 1).RunAsync(plan, cancellation))[0];
    }

    private RunWish WishOf(TestSet set)
    {
        var request = new TestRunRequest([set.Name], labels, set.Shards is { } shards ? $"1/{shards}" : null);
        var wish = request.Wish(services);
        return wish.AgainstPlace(set) is { } against
            ? throw StewardException.Invalid($"{set.Name} cannot be tried: {against}. Add it without trying it with --no-try.")
            : wish;
    }
}
