using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>A suite that is open.</summary>
/// <param name="name">Its name; empty when it has none.</param>
/// <param name="counts">Whether it is a suite, not the list of suites.</param>
/// <param name="declared">What it declares, or null.</param>
/// <param name="runsBefore">The runs of tests read before it began.</param>
internal sealed class JUnitSuite(string name, bool counts, DeclaredCounts? declared, int runsBefore)
{
    private DeclaredCounts? _ofSuites;

    public string Name => name;

    public bool HasCases { get; set; }

    /// <summary>The suites that stand in it directly.</summary>
    public int Suites { get; set; }

    /// <summary>All suites in it: Node counts each of them as a test of the one around it.</summary>
    public int Groups { get; private set; }

    /// <summary>Suites that only group others are not counted.</summary>
    public bool IsLeaf => counts && (HasCases || Suites == 0);

    /// <summary>What it declares, or else what its suites declare together.</summary>
    public DeclaredCounts? Total => declared is null || _ofSuites is null ? declared ?? _ofSuites : new DeclaredCounts(
        declared.Tests ?? _ofSuites.Tests, declared.Failed ?? _ofSuites.Failed, declared.Errored ?? _ofSuites.Errored, declared.Skipped ?? _ofSuites.Skipped);

    /// <summary>Takes in what a suite of it declared.</summary>
    public void Take(JUnitSuite suite)
    {
        Groups += suite.Groups + 1;
        if (suite.Total is { } total) _ofSuites = _ofSuites is null ? total : _ofSuites + total;
    }

    /// <summary>What it declares, where that is more than it holds; null otherwise.</summary>
    public string? Missing(int runsNow) =>
        declared?.Tests is { } number && number - Groups > runsNow - runsBefore
            ? DeclaredComparison.TooFew(name.Length == 0 ? "A suite" : $"Suite '{Texts.Clip(name, 80)}'", number, runsNow - runsBefore)
            : null;
}
