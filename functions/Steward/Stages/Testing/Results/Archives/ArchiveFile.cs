namespace Steward.Stages.Testing.Results.Archives;

/// <summary>A file of an archive as it comes by.</summary>
/// <param name="Path">Its path in the archive: for messages only, nothing is ever written to it.</param>
/// <param name="Content">Its bytes, valid until the next file; null when there are none to read.</param>
internal sealed record ArchiveFile(string Path, Stream? Content)
{
    /// <summary>Why it is not read although it may be a report.</summary>
    public string? Refusal { get; init; }

    /// <summary>A file that is refused.</summary>
    public static ArchiveFile Refused(string path, string refusal) => new(path, null) { Refusal = refusal };

    /// <summary>What is no file: a link, a device.</summary>
    public static ArchiveFile Other(string path) => new(path, null);
}
