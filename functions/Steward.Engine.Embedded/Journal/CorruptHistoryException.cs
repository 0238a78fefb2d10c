namespace Steward.Engine.Embedded.Journal;

/// <summary>A row, or the blob of a row, cannot be read as what it should be. Ends its instance, never the node.</summary>
internal sealed class CorruptHistoryException(string message, Exception? inner = null) : Exception(message, inner);
