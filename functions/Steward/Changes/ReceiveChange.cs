using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Changes;

/// <summary>
/// The first activity of a change: reads what was pushed, leaves <c>change.received</c> on the head commit (with the changed files as its
/// payload) and <c>change.covered</c> on every other commit that came with it.
/// </summary>
public sealed class ReceiveChange(ISourceCatalog sources, ILedger ledger, IPayloadStore payloads, IChangeStore changes, TimeProvider time)
    : IActivity<ChangeRequest, Nothing>
{
    /// <summary>The most commits of one push that are followed one by one.</summary>
    public const int MaxCommits = 20_000;

    private const int AppendAtOnce = 1_000;

    /// <inheritdoc/>
    public static string Name => "ReceiveChange";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(ChangeRequest input, CancellationToken cancellation)
    {
        await changes.PutAsync(RecordOf(input, null), cancellation);
        var source = await sources.OpenAsync(input.Change.Product, cancellation);
        var commits = await source.GetCommitsAsync(input.Before, input.Change.Commit, MaxCommits, cancellation);
        var files = await source.GetChangesAsync(input.Before, input.Change.Commit, cancellation);
        var payload = await payloads.PutAsync(input.Change.Product, Json.WriteBytes(files), cancellation);
        foreach (var part in EvidenceOf(input, commits, files, payload).Chunk(AppendAtOnce))
            await ledger.AppendAsync(input.Change.Product, part, cancellation);
        var head = commits.FirstOrDefault(c => c.Sha == input.Change.Commit);
        await changes.PutAsync(RecordOf(input, head?.Title), cancellation);
        return Nothing.Value;
    }

    private static ChangeRecord RecordOf(ChangeRequest input, string? title) => new()
    {
        Id = input.Change,
        Ref = input.Ref,
        Before = input.Before,
        Actor = input.Actor,
        Title = Texts.Clip(title, 200),
        ReceivedAt = input.ReceivedAt,
        State = ChangeState.Running,
    };

    private IEnumerable<Evidence> EvidenceOf(
        ChangeRequest input, IReadOnlyList<SourceCommit> commits, IReadOnlyList<ChangedFile> files, string payload)
    {
        var details = new JsonObject
        {
            ["ref"] = input.Ref,
            ["before"] = input.Before.ToString(),
            ["commits"] = commits.Count,
            ["files"] = files.Count,
            ["hunks"] = files.Sum(f => f.Hunks.Count),
            ["complete"] = commits.Count < MaxCommits,
        };
        var summary = $"{Texts.Count(commits.Count, "commit")} with {Texts.Count(files.Count, "changed file")} pushed to {input.Ref}.";
        yield return EvidenceOf(input, input.Change.Commit, ChangeEvidence.Received, details) with { Summary = summary, Payload = payload };
        foreach (var commit in commits.Where(c => c.Sha != input.Change.Commit))
            yield return EvidenceOf(input, commit.Sha, ChangeEvidence.Covered, new JsonObject { ["head"] = input.Change.Commit.ToString() });
    }

    private Evidence EvidenceOf(ChangeRequest input, CommitSha commit, string kind, JsonObject details) => new()
    {
        Id = Evidence.IdFor(kind, Subject.Commit(commit), $"{input.Change.Commit} {input.Before} {input.Ref}"),
        Time = time.GetUtcNow(),
        Actor = input.Actor,
        Kind = kind,
        Subject = Subject.Commit(commit),
        Outcome = EvidenceOutcome.Info,
        Details = details,
    };
}
