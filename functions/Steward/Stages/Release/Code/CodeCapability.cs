using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Code;

/// <summary>Accounts for every file and every changed line of a release: which processors have handled it. A release of which a piece is left over waits for it.</summary>
public sealed class CodeCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => CodeCriterion.CriterionName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(CodePolicy.Section).ReleaseCriterion(new CodeCriterion()).Weakening<CodeWeakening>();
        builder.Services.AddSingleton<ProcessedIndex>().AddSingleton<CodeAccountant>().AddSingleton<CodeReports>().AddSingleton<RecordedCode>()
            .AddSingleton<IHunkProcessor, ExecutedHunks>().AddSingleton<IReleaseInquiry, CodeInquiry>();
    }
}
