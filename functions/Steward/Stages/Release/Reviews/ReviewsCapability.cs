using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Release.Code;

namespace Steward.Stages.Release.Reviews;

/// <summary>The processor <c>review</c> of changed lines: somebody else than the author has approved them, by the pull requests that brought them.</summary>
public sealed class ReviewsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "reviews";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder) => builder.Services.AddSingleton<ReviewFinder>().AddSingleton<IHunkProcessor, ReviewedHunks>();
}
