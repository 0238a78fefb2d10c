using Steward.Engine;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Licences;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class WorkflowTests
{
    private static readonly StageRequest _request = new(new ChangeId(ProductId.Parse("acme/shop"), Facts.Commit), CommitSha.None);

    [Fact]
    public async Task Silence_is_recorded_as_a_gap_only_after_the_retries()
    {
        var context = new Script(call => call == 0 ? new FailureDetails("StewardException", "The registry x cannot be reached.") : null);

        await new LicenceWorkflow().RunAsync(context, _request);
        await new AntivirusWorkflow().RunAsync(new Script(call => call == 0 ? new FailureDetails("StewardException", "clamd cannot be reached.") : null), _request);

        Assert.Equal([false, true], context.Inputs.Cast<LicenceScanRequest>().Select(r => r.AcceptGaps));
        Assert.All(context.Options, o => Assert.True(o!.Retry!.MaxNumberOfAttempts > 1));
    }

    [Fact]
    public async Task A_failure_that_no_retry_can_help_is_not_turned_into_a_gap()
    {
        var context = new Script(_ => new FailureDetails("StewardException", "There are 501 lock files.", IsRetriable: false));

        await Assert.ThrowsAsync<TaskFailedException>(() => new LicenceWorkflow().RunAsync(context, _request));
        await Assert.ThrowsAsync<TaskFailedException>(() => new AntivirusWorkflow().RunAsync(context, _request));

        Assert.Equal(2, context.Inputs.Count);
    }

    /// <summary>Runs one orchestration whose activities succeed or fail as a test says.</summary>
    private sealed class Script(Func<int, FailureDetails?> failure) : OrchestrationContext
    {
        public List<object?> Inputs { get; } = [];

        public List<TaskOptions?> Options { get; } = [];

        public override string InstanceId => "test";

        public override DateTime CurrentUtcDateTime => Facts.Now.UtcDateTime;

        public override bool IsReplaying => false;

        public override Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
        {
            var failed = failure(Inputs.Count);
            Inputs.Add(input);
            Options.Add(options);
            return failed is null ? Task.FromResult<TResult>(default!) : throw new TaskFailedException(name, failed);
        }

        public override Task<TResult> CallSubOrchestratorAsync<TResult>(string orchestratorName, object? input = null, SubOrchestrationOptions? options = null) =>
            throw new NotSupportedException();

        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

        public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

        public override Guid NewGuid() => throw new NotSupportedException();
    }
}
