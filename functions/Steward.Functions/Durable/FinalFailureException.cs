namespace Steward.Functions.Durable;

/// <summary>An activity failed in a way that another attempt cannot mend. Durable Task keeps of a failure its type's name and message only, so it is a type.</summary>
/// <param name="message">The sentence for people.</param>
/// <param name="cause">What failed.</param>
public sealed class FinalFailureException(string message, Exception cause) : Exception(message, cause);
