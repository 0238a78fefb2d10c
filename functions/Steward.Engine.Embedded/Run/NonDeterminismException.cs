namespace Steward.Engine.Embedded.Run;

/// <summary>The code does something else than its history says, or awaits what is not in its context.</summary>
internal sealed class NonDeterminismException(string message) : Exception(message);
