using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements.Workflows;

namespace Steward.Azure.Sources;

/// <summary>A host without a GitHub App: there are no workflows.</summary>
internal sealed class NoWorkflows : IWorkflowJobs
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkflowJob>> GetAsync(ProductId product, long run, int attempt, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<WorkflowJob>>([]);
}
