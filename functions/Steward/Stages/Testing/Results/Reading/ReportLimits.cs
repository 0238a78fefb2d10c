namespace Steward.Stages.Testing.Results.Reading;

/// <summary>What a report may be at most, so that a hostile or broken one costs a bounded amount of memory and time.</summary>
public static class ReportLimits
{
    /// <summary>The most bytes of an upload.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <summary>The most bytes of one report that is read.</summary>
    public const long MaxReportBytes = 1024L * 1024 * 1024;

    /// <summary>The most characters of all tests that are kept, names and messages; tests beyond are counted, not kept.</summary>
    public const long MaxKeptCharacters = 64L * 1024 * 1024;

    /// <summary>What a test counts beside its characters.</summary>
    internal const int OverheadOfTest = 32;

    /// <summary>The most characters kept of one test's message.</summary>
    public const int MaxMessage = 4096;

    /// <summary>The most characters kept of a name.</summary>
    public const int MaxName = 1024;

    /// <summary>The most tests kept; those beyond are counted, not kept.</summary>
    public const int MaxCases = 1_000_000;

    /// <summary>The deepest nesting of elements.</summary>
    public const int MaxDepth = 128;

    /// <summary>The bytes that a format is recognised by.</summary>
    public const int HeadBytes = 64 * 1024;
}
