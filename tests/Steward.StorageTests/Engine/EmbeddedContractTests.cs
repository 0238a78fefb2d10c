using Steward.Engine;
using Steward.TestKit.Engine;

namespace Steward.StorageTests.Engine;

/// <summary>The contract against the embedded engine.</summary>
internal static class Embedded
{
    /// <summary>As it runs.</summary>
    public static async Task<IEngineUnderTest> Normal(TaskCatalog catalog) => await EmbeddedUnderTest.StartAsync(catalog);

    /// <summary>With a replay from stored history after each event.</summary>
    public static async Task<IEngineUnderTest> Replaying(TaskCatalog catalog) =>
        await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Options = o => o with { ReplayAtEveryAwait = true } });
}

public sealed class EmbeddedStepsTests() : EngineContractSteps(Embedded.Normal);

public sealed class ReplayedStepsTests() : EngineContractSteps(Embedded.Replaying);
