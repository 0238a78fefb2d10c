using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;

namespace Steward.Stages.Testing.Showing;

/// <summary>Shows what the testing stage knows of one commit: in check runs, on the dashboard, on the command line. It judges nothing.</summary>
public sealed class ShowingCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "showing";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Services.AddSingleton<CommitFacts>().AddSingleton<ResultsReader>();
        builder.Notes<FailedTestNotes>().Notes<UncoveredLineNotes>();
    }
}
