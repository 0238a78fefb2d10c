using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;

namespace Steward.Stages.Release.Tracing;

/// <summary>Tells of a line of code who and what looked at it on its way into a release, and the other way round. It judges nothing and writes nothing.</summary>
public sealed class TracingCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "tracing";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder) => builder.Services
        .AddSingleton<ChainCollector>().AddSingleton<LineTracer>()
        .AddSingleton<DependencyFinder>().AddSingleton<ReleaseFinder>().AddSingleton<ReleaseTracer>()
        .AddSingleton<LedgerHistory>().AddSingleton<FileHistory>();
}
