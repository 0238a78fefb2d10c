namespace Steward.Health;

/// <summary>What a node does at the moment.</summary>
public enum NodeRole
{
    /// <summary>It runs orchestrations.</summary>
    Active,

    /// <summary>It answers reading requests, and takes over when the active node is gone.</summary>
    Standby,
}

/// <summary>Says whether this node is the active one. The host registers it; without a registration a node is taken to be active.</summary>
public interface INodeRole
{
    /// <summary>The role now.</summary>
    NodeRole Role { get; }
}

/// <summary>Asks storage for a sign of life.</summary>
public interface IStorageProbe
{
    /// <summary>True when storage answered within two seconds. Never throws for a storage that does not.</summary>
    Task<bool> AnswersAsync(CancellationToken cancellation);
}

/// <summary>How this node is.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when storage does not answer.</param>
/// <param name="Role">What it does.</param>
/// <param name="Storage">True when storage answers.</param>
/// <param name="Version">Steward's version.</param>
public sealed record HealthAnswer(string Status, NodeRole Role, bool Storage, string Version)
{
    /// <summary>The virus scanners as they were last found; null where there are none. They do not make the node degraded: it works on without them, and says so in its verdicts.</summary>
    public ScannersHealth? Antivirus { get; init; }
}

/// <summary>How the virus scanners are.</summary>
/// <param name="Daemons">How many there are.</param>
/// <param name="Failing">How many failed when they were last spoken to.</param>
public sealed record ScannersHealth(int Daemons, int Failing);
