namespace Steward.Azure.Git;

/// <summary>How far one git command may go before it is refused.</summary>
public sealed record GitLimits
{
    /// <summary>How long one command may take.</summary>
    public TimeSpan CommandTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The most bytes that one command may print.</summary>
    public long OutputBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most entries of one answer: files, tags, lines, commits.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>How long an unused reader of blobs stays.</summary>
    public TimeSpan ReaderIdleTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many unused readers of blobs stay, per repository.</summary>
    public int IdleReaders { get; init; } = 2;
}
