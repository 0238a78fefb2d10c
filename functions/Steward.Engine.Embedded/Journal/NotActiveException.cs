namespace Steward.Engine.Embedded.Journal;

/// <summary>Somebody else holds the fence (or this tenure was stopped): nothing more may be written.</summary>
internal sealed class NotActiveException(string message) : Exception(message);
