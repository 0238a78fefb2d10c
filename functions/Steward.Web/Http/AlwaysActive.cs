using Steward.Health;

namespace Steward.Web.Http;

/// <summary>The role of a node whose host registered none: in Azure every node is active.</summary>
internal sealed class AlwaysActive : INodeRole
{
    public NodeRole Role => NodeRole.Active;
}
