using Steward.Engine;

namespace Steward.TestKit.Engine;

/// <summary>An engine on a storage of its own, as the contract suite sees every engine.</summary>
public interface IEngineUnderTest : IAsyncDisposable
{
    /// <summary>The port.</summary>
    IOrchestrationClient Client { get; }

    /// <summary>Stops the engine in order and starts a new one on the same storage, perhaps with another program.</summary>
    Task RestartAsync(TaskCatalog? catalog = null);

    /// <summary>Cuts the engine off as a kill would, and starts a new one on the same storage.</summary>
    Task KillAsync(TaskCatalog? catalog = null);
}

/// <summary>Starts an engine with a program on a storage that nobody else uses.</summary>
public delegate Task<IEngineUnderTest> EngineFactory(TaskCatalog catalog);
