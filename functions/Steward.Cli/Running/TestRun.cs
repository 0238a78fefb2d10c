using Steward.Cli.Git;
using Steward.Cli.Policies;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Uploads;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>What somebody asked <c>steward tests run</c> for.</summary>
/// <param name="Sets">The sets; none: all.</param>
/// <param name="Labels">Labels of this machine.</param>
/// <param name="Shard">K/N, or null.</param>
internal sealed record TestRunRequest(IReadOnlyList<string> Sets, IReadOnlyList<string> Labels, string? Shard)
{
    public string? Commit { get; init; }

    public string? Product { get; init; }

    public bool Here { get; init; }

    public int? Attempt { get; init; }

    public int Jobs { get; init; } = 1;

    public bool Upload { get; init; }

    /// <summary>The labels, with those that the environment names.</summary>
    public RunWish Wish(CliServices services) => new()
    {
        Sets = Sets, Shard = Steward.Stages.Testing.Results.Shard.Parse(Shard),
        Labels = [.. Labels, .. (services.Environment("STEWARD_LABELS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };
}

/// <summary>What a run of test sets came to.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Product">The product that was told; null: none was.</param>
/// <param name="Sets">The sets.</param>
/// <param name="LeftOut">The sets that were not run.</param>
internal sealed record TestRunAnswer(CommitSha Commit, ProductId? Product, IReadOnlyList<SetOutcome> Sets, IReadOnlyList<LeftOutSet> LeftOut);

/// <summary>Runs test sets of one commit: in a clean checkout, or in the working copy.</summary>
internal sealed class TestRun(CliServices services, TestRunRequest request)
{
    public async Task<TestRunAnswer> RunAsync(CancellationToken cancellation)
    {
        if (request.Attempt is < 1 or > ResultsUpload.MaxAttempt) throw StewardException.Invalid($"--attempt is {request.Attempt}; it must be from 1 to {ResultsUpload.MaxAttempt}.");
        var copy = await WorkingCopy.FindAsync(services.Folder, cancellation);
        var commit = request.Commit is { } named ? await copy.CommitAsync(named, cancellation) : await copy.HeadAsync(cancellation);
        using var client = request.Upload ? await OpenAsync(cancellation) : null;
        var product = client is null ? (ProductId?)null : request.Product is { } id ? ProductId.Parse(id) : await copy.ProductAsync(cancellation);
        var results = client is null ? null : new RemoteResults(services, client, new ChangeId(product!.Value, commit), request.Attempt);
        var (plan, sets) = request.Here ? await HereAsync(copy, commit, results, cancellation) : await CleanAsync(copy, commit, results, cancellation);
        return new TestRunAnswer(commit, product, sets, plan.LeftOut);
    }

    private Task<StewardClient> OpenAsync(CancellationToken cancellation) => string.IsNullOrEmpty(services.Environment("STEWARD_URL"))
        ? throw StewardException.Invalid("STEWARD_URL is not set, so nobody can be told of the run: set it and STEWARD_TOKEN, or run with --no-upload.")
        : StewardClient.OpenForUploadAsync(services, cancellation);

    private async Task<(RunPlan Plan, IReadOnlyList<SetOutcome> Sets)> CleanAsync(WorkingCopy copy, CommitSha commit, RemoteResults? results, CancellationToken cancellation)
    {
        await using var checkout = await Checkout.OfAsync(copy, commit, cancellation);
        var plan = await PlanAsync(checkout.Folder, cancellation);
        return (plan, await RunAsync(plan, new RunPlace(checkout.Folder, await copy.KeptAsync("tests", cancellation), EndsAll: true), results, cancellation));
    }

    private async Task<(RunPlan Plan, IReadOnlyList<SetOutcome> Sets)> HereAsync(WorkingCopy copy, CommitSha commit, RemoteResults? results, CancellationToken cancellation)
    {
        if (commit != await copy.HeadAsync(cancellation)) throw StewardException.Invalid($"--here runs what is checked out, and that is not {commit.Abbreviated}: leave --here away, or check it out.");
        var plan = await PlanAsync(copy.Root, cancellation);
        if (!await copy.IsCleanAsync(plan.IsReport, cancellation))
            throw StewardException.Invalid($"The files in {copy.Root} differ from the commit {commit.Abbreviated}, so their results would not be the commit's: commit or stash first, or leave --here away.");
        return (plan, await RunAsync(plan, new RunPlace(copy.Root, await copy.KeptAsync("tests", cancellation), EndsAll: false), results, cancellation));
    }

    private async Task<RunPlan> PlanAsync(string folder, CancellationToken cancellation)
    {
        var policy = await PolicyFile.ReadAsync(folder, cancellation);
        var plan = RunPlan.Of(policy.Get(ResultsPolicy.Section), request.Wish(services));
        RunTable.TellLeftOut(services, plan);
        return plan.Sets.Any() ? plan : throw StewardException.Invalid("There is nothing to run: no test set of the policy has a command and results, and runs on this machine.");
    }

    private Task<IReadOnlyList<SetOutcome>> RunAsync(RunPlan plan, RunPlace place, RemoteResults? results, CancellationToken cancellation) =>
        new TestRunner(new SetRun(services, place, results), request.Jobs).RunAsync(plan, cancellation);
}
