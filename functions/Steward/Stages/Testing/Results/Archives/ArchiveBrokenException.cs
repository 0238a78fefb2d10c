namespace Steward.Stages.Testing.Results.Archives;

/// <summary>An archive, or a file in it, cannot be read further. The message is a whole sentence.</summary>
internal sealed class ArchiveBrokenException : Exception
{
    public ArchiveBrokenException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
