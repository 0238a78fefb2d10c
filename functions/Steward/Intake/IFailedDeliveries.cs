namespace Steward.Intake;

/// <summary>Deliveries that the sender has marked failed, and asking for them again: nobody else does.</summary>
public interface IFailedDeliveries
{
    /// <summary>
    /// Asks the sender to deliver again what failed since a time and has not succeeded in between. Answers with the number of deliveries asked
    /// for; 0 where there is no sender that can be asked. Unavailable when it does not answer.
    /// </summary>
    Task<int> RequestRedeliveryAsync(DateTimeOffset since, CancellationToken cancellation);
}
