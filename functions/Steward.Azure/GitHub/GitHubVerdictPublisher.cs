using Microsoft.Extensions.Logging;
using Octokit;
using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Azure.GitHub;

/// <summary>
/// Shows verdicts as the check run "Steward" of the commit. A check run of the same change is changed, not doubled; only when it has annotations
/// that hold no more, which GitHub never removes, a new one of the same name takes its place.
/// </summary>
internal sealed partial class GitHubVerdictPublisher(GitHubConnections connections, IProductStore products, ILogger<GitHubVerdictPublisher> logger)
    : IVerdictPublisher
{
    /// <summary>The check run's name; branch protection refers to it.</summary>
    private const string CheckName = "Steward";

    private const int PageSize = 100;

    /// <inheritdoc/>
    public async Task<string?> PublishAsync(ChangeRecord change, VerdictNotes notes, CancellationToken cancellation)
    {
        var product = await products.GetAsync(change.Id.Product, cancellation);
        if (product?.Source.Split(':', 2)[0] != "github") return null;
        var repository = new GitHubRepository(connections.For(change.Id.Product), change.Id.Product);
        var bodies = new CheckRunBodies(CheckName, change, notes);
        var wanted = CheckRunAnnotations.Of(notes.Lines);
        var existing = await CheckRunFinder.FindAsync(repository, change.Id.Commit, CheckName, bodies.ExternalId, cancellation);
        var missing = existing is null ? null : CheckRunAnnotations.Missing(wanted, await ShownAsync(repository, existing, cancellation));
        var calls = (missing ?? wanted).Chunk(CheckRunAnnotations.MaxOfCall).DefaultIfEmpty([]).ToList();
        var run = missing is null
            ? await repository.Api.PostAsync<CheckRun>(repository.Path("check-runs"), bodies.New(calls[0]), cancellation)
            : await UpdateAsync(repository, existing!.Id, bodies.Update(calls[0]), cancellation);
        foreach (var more in calls.Skip(1)) await UpdateAsync(repository, run.Id, bodies.Update(more), cancellation);
        Published(change.Id, run.Id, missing is null ? "created" : "changed", wanted.Count);
        return $"check run {run.Id}: {bodies.Describe()}";
    }

    private static Task<CheckRun> UpdateAsync(GitHubRepository repository, long run, CheckRunUpdate update, CancellationToken cancellation) =>
        repository.Api.PatchAsync<CheckRun>(repository.Path($"check-runs/{run}"), update, cancellation);

    private static async Task<IReadOnlyList<ShownAnnotation>> ShownAsync(GitHubRepository repository, CheckRun run, CancellationToken cancellation)
    {
        if (run.Output is { AnnotationsCount: 0 }) return [];
        var shown = new List<ShownAnnotation>();
        for (var page = 1; ; page++)
        {
            var read = await repository.Api.ReadAsync<List<ShownAnnotation>>(
                repository.Path($"check-runs/{run.Id}/annotations?per_page={PageSize}&page={page}"), cancellation);
            shown.AddRange(read);
            // More than are ever sent: whatever they are, they are not those that are wanted.
            if (read.Count < PageSize || shown.Count > CheckRunAnnotations.Max) return shown;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Verdict of {Change} shown: check run {CheckRun} {What}, {Annotations} annotations")]
    private partial void Published(ChangeId change, long checkRun, string what, int annotations);
}
