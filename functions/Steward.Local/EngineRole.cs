using Steward.Engine.Embedded;
using Steward.Health;

namespace Steward.Local;

/// <summary>The role of this node is the engine's.</summary>
internal sealed class EngineRole(EmbeddedEngine engine) : INodeRole
{
    /// <inheritdoc/>
    public NodeRole Role => engine.IsActive ? NodeRole.Active : NodeRole.Standby;
}
