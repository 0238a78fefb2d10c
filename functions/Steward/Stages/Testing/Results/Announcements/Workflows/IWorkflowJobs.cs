using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>Reads the jobs of workflow runs.</summary>
public interface IWorkflowJobs
{
    /// <summary>The most jobs of one run that are read.</summary>
    const int MaxJobs = 2_000;

    /// <summary>
    /// The jobs of an attempt of a run, as far as they exist already; none for a product whose code lies where there are no workflows. NotFound for
    /// a run that is gone; Invalid for one with more than <see cref="MaxJobs"/> jobs; Unavailable when the service does not answer.
    /// </summary>
    Task<IReadOnlyList<WorkflowJob>> GetAsync(ProductId product, long run, int attempt, CancellationToken cancellation);
}

/// <summary>One job of a workflow run.</summary>
/// <param name="Name">Its name; the jobs of a matrix have the values in it: <c>test (3, 4)</c>.</param>
/// <param name="Attempt">The attempt that it ran in: what is not run again is taken over from an older one.</param>
/// <param name="Conclusion">GitHub's conclusion, or null while it runs.</param>
public sealed record WorkflowJob(string Name, int Attempt, string? Conclusion);
