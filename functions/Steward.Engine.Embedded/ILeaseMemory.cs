namespace Steward.Engine.Embedded;

/// <summary>
/// Remembers a node's lease across a kill, so that the same node need not wait for its end. Only for a host that can prove that the
/// process before it is dead; were it wrong, the fence would still keep the two from both writing.
/// </summary>
public interface ILeaseMemory
{
    /// <summary>The lease of this node's process before, which is dead; null when there was none or that cannot be proved.</summary>
    string? Predecessor { get; }

    /// <summary>Remembers the lease that was taken now.</summary>
    void Remember(string lease);
}
