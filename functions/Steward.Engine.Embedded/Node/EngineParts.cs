using Microsoft.Extensions.Logging;

namespace Steward.Engine.Embedded.Node;

/// <summary>What every part of a node needs.</summary>
/// <param name="Options">The options.</param>
/// <param name="Catalog">The orchestrators and activities.</param>
/// <param name="Services">The services activities are made from.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record EngineParts(EngineOptions Options, TaskCatalog Catalog, IServiceProvider Services, TimeProvider Time, ILogger Log);
