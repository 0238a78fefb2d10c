namespace Steward.Intake.Reconcile;

/// <summary>The sender's own list of deliveries that never got here: GitHub keeps it for three days and does not try again by itself.</summary>
/// <remarks>Unavailable when the other side does not answer or asks to wait.</remarks>
public interface IFailedDeliveries
{
    /// <summary>Asks for every delivery that failed since a time, and has not succeeded in a later attempt, to be sent again; says how many.</summary>
    Task<int> RequestRedeliveryAsync(DateTimeOffset since, CancellationToken cancellation);
}
