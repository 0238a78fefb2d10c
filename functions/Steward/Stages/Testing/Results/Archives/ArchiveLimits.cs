namespace Steward.Stages.Testing.Results.Archives;

/// <summary>What an archive of reports may be at most, so that a hostile one costs a bounded amount of memory, disk and time.</summary>
public static class ArchiveLimits
{
    /// <summary>The most entries, folders and files that are no reports included.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The most bytes that are unpacked of one archive.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>How many times larger the unpacked bytes may be than the packed ones, beyond <see cref="FreeBytes"/>. Reports shrink to a hundredth at best; a bomb to a thousandth.</summary>
    public const int MaxRatio = 250;

    /// <summary>So many unpacked bytes are let through whatever the ratio is.</summary>
    public const long FreeBytes = 16L * 1024 * 1024;

    /// <summary>The most bytes of a list of entries, or of an entry's extended header.</summary>
    public const int MaxDirectoryBytes = 16 * 1024 * 1024;

    /// <summary>The most bytes of one extended header of a tar.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    /// <summary>The most characters of a path that are shown.</summary>
    public const int MaxPath = 300;
}
