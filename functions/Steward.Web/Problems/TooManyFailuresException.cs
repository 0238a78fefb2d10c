namespace Steward.Web.Problems;

/// <summary>An address has failed to authenticate too often: 429.</summary>
/// <param name="wait">How long it is not listened to.</param>
internal sealed class TooManyFailuresException(TimeSpan wait) : Exception(
    "Too many requests from this address carried a token that opens nothing. Wait, then send one that is live.")
{
    public TimeSpan Wait { get; } = wait;
}
