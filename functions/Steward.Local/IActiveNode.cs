namespace Steward.Local;

/// <summary>Whether this host is the active one or stands by.</summary>
internal interface IActiveNode
{
    /// <summary>True while this host runs orchestrations.</summary>
    bool IsActive { get; }

    /// <summary>Waits until it does.</summary>
    Task WhenActiveAsync(CancellationToken cancellation);
}
