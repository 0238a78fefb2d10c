using Steward.Changes;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.History;

/// <summary>Hands the tests of every readable report to the history.</summary>
/// <param name="history">Where they go.</param>
/// <param name="changes">Knows the branch of a commit that was pushed already.</param>
/// <param name="time">The clock.</param>
public sealed class HistoryKeeper(ITestHistory history, IChangeStore changes, TimeProvider time) : IReportKeeper
{
    /// <inheritdoc/>
    public async Task KeepAsync(ResultsUpload upload, string digest, TestReport report, CancellationToken cancellation)
    {
        if (report.Unreadable) return;
        var run = new TestRun(upload.Change.Product, upload.Set, upload.Change.Commit, upload.Attempt, digest, time.GetUtcNow())
        {
            Branch = (await changes.GetAsync(upload.Change, cancellation))?.Ref,
            Actor = upload.Actor,
            Shard = upload.Shard?.Number ?? 0,
            Shards = upload.Shard?.Count ?? 0,
        };
        await history.AddAsync(run, [.. report.Cases.Select(test => new RanTest(TestName.Of(test), TestResult.Of(test)))], cancellation);
    }
}
