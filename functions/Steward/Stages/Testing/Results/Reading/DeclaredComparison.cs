using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>
/// Compares what a report declares with what it holds. One that declares more than it holds lost something on its way, so it is incomplete;
/// one that declares less, or other numbers, is odd: tools count in different ways.
/// </summary>
internal static class DeclaredComparison
{
    /// <summary>What is missing, or null.</summary>
    public static string? Missing(DeclaredCounts declared, ReportBuilder held, long slack)
    {
        if (declared.Tests is { } tests && tests - slack > held.Runs) return TooFew("The report", tests, held.Tests);
        if (declared.Bad > 0 && held.BadRuns == 0) return $"The report declares {Texts.Count(declared.Bad, "test")} that failed and holds none: it is incomplete.";
        return null;
    }

    /// <summary>The sentence for a part that declares more tests than it holds.</summary>
    public static string TooFew(string part, long declared, long held) =>
        $"{part} declares {Texts.Count(declared, "test")} and holds {held}: it is incomplete.";

    /// <summary>What is odd, or null.</summary>
    public static string? Odd(DeclaredCounts declared, ReportBuilder held, int skipped)
    {
        var differences = new List<string>();
        // Errors of fixtures are declared beside the tests; Surefire counts each run that failed.
        if (declared.Tests is { } tests && tests != held.Tests && tests != held.Runs && tests != held.Tests - held.Errored) differences.Add($"{Texts.Count(tests, "test")} and holds {held.Tests}");
        if ((declared.Failed ?? declared.Errored) is not null && declared.Bad != held.NotInOrder && declared.Bad != held.BadRuns) differences.Add($"{declared.Bad} failed or errored and holds {held.NotInOrder}");
        if (declared.Skipped is { } skips && skips != skipped) differences.Add($"{skips} skipped and holds {skipped}");
        return differences.Count == 0 ? null : $"It declares {string.Join("; ", differences)}.";
    }
}
