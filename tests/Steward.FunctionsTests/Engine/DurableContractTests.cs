using Steward.TestKit.Engine;

namespace Steward.FunctionsTests.Engine;

public sealed class DurableStepsTests() : EngineContractSteps(DurableUnderTest.StartAsync);

public sealed class DurableEventsTests() : EngineContractEvents(DurableUnderTest.StartAsync);

public sealed class DurableSubsTests() : EngineContractSubs(DurableUnderTest.StartAsync);

public sealed class DurableLifecycleTests() : EngineContractLifecycle(DurableUnderTest.StartAsync);

public sealed class DurableRestartTests() : EngineContractRestart(DurableUnderTest.StartAsync);
