using Steward.Kernel;

namespace Steward.Gates;

/// <summary>Knows verdict trees about a commit beside the change's own: people may waive their nodes too.</summary>
public interface IVerdictTrees
{
    /// <summary>The newest trees about a change's commit, those that were decided first; further ones are made while they are asked for.</summary>
    IAsyncEnumerable<VerdictNode> AboutAsync(ChangeId change, CancellationToken cancellation);
}
