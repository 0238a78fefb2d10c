using Steward.Engine;
using Steward.TestKit.Engine;

namespace Steward.StorageTests.Engine;

/// <summary>The contract against the embedded engine, as it runs, and with a replay from stored history after each event.</summary>
internal static class Embedded
{
    public static async Task<IEngineUnderTest> Normal(TaskCatalog catalog) => await EmbeddedUnderTest.StartAsync(catalog);

    public static async Task<IEngineUnderTest> Replaying(TaskCatalog catalog) =>
        await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Options = o => o with { ReplayAtEveryAwait = true } });
}

public sealed class EmbeddedStepsTests() : EngineContractSteps(Embedded.Normal);

public sealed class EmbeddedEventsTests() : EngineContractEvents(Embedded.Normal);

public sealed class EmbeddedSubsTests() : EngineContractSubs(Embedded.Normal);

public sealed class EmbeddedLifecycleTests() : EngineContractLifecycle(Embedded.Normal);

public sealed class EmbeddedRestartTests() : EngineContractRestart(Embedded.Normal);

public sealed class ReplayedStepsTests() : EngineContractSteps(Embedded.Replaying);

public sealed class ReplayedEventsTests() : EngineContractEvents(Embedded.Replaying);

public sealed class ReplayedSubsTests() : EngineContractSubs(Embedded.Replaying);

public sealed class ReplayedLifecycleTests() : EngineContractLifecycle(Embedded.Replaying);

public sealed class ReplayedRestartTests() : EngineContractRestart(Embedded.Replaying);
