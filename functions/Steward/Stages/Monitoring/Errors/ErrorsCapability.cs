using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Stages.Monitoring.Errors;

/// <summary>
/// Takes the error lines of released products, groups them, and tells what is new since the release before. It judges releases, not
/// changes: its node in a change's tree shows what the newest release says and stands in nobody's way.
/// </summary>
public sealed class ErrorsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Monitoring;

    /// <inheritdoc/>
    public string Name => "errors";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Criterion(new ErrorsCriterion());
        builder.Services.AddSingleton<ErrorReports>().AddSingleton<ErrorsIntake>();
    }
}
