namespace Steward.Cli;

/// <summary>The exit codes that others rely on.</summary>
internal static class Exit
{
    /// <summary>Yes, done.</summary>
    public const int Yes = 0;

    /// <summary>No: a verdict, drift, infected, not satisfied.</summary>
    public const int No = 1;

    /// <summary>Wrong usage or unreadable input.</summary>
    public const int Input = 2;

    /// <summary>A service could not be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>Stopped by whoever started it (128 + SIGINT, as shells have it): neither yes nor no.</summary>
    public const int Stopped = 130;
}
