using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>A suite that is open.</summary>
/// <param name="name">Its name; empty when it has none.</param>
/// <param name="counts">Whether it is a suite, not the list of suites.</param>
/// <param name="declared">What it declares, or null.</param>
/// <param name="before">What was read before it began.</param>
internal sealed class JUnitSuite(string name, bool counts, DeclaredCounts? declared, (int Runs, int Errored) before)
{
    private DeclaredCounts? _ofSuites;

    public string Name => name;

    public bool HasCases { get; set; }

    /// <summary>The suites that stand in it directly.</summary>
    public int Suites { get; set; }

    /// <summary>All suites in suites: Node counts each of them as a test of the one around it.</summary>
    public int Groups { get; private set; }

    /// <summary>Tests that it declares and that need not be listed.</summary>
    public long Unlisted { get; init; }

    /// <summary>Suites that only group others are not counted.</summary>
    public bool IsLeaf => counts && (HasCases || Suites == 0);

    /// <summary>What it declares, or else what its suites declare together.</summary>
    public DeclaredCounts? Total => declared is null || _ofSuites is null ? declared ?? _ofSuites : new DeclaredCounts(
        declared.Tests ?? _ofSuites.Tests, declared.Failed ?? _ofSuites.Failed, declared.Errored ?? _ofSuites.Errored, declared.Skipped ?? _ofSuites.Skipped);

    /// <summary>Errors that only the list of suites declares: gotestsum counts packages there that do not build and have no suite.</summary>
    public long ErrorsOfNoSuite => !counts && _ofSuites is { Errored: null } ? declared?.Errored ?? 0 : 0;

    /// <summary>Takes in what a suite of it declared.</summary>
    public void Take(JUnitSuite suite)
    {
        Groups += suite.Groups + (counts ? 1 : 0);
        if (suite.Total is { } total) _ofSuites = _ofSuites is null ? total : _ofSuites + total;
    }

    /// <summary>
    /// What it declares, where that is more than it holds; null otherwise. A test that passed and broke in its tear-down is one that errored here,
    /// and two in the count of pytest.
    /// </summary>
    public string? Missing((int Runs, int Errored) now)
    {
        var (held, errored) = (now.Runs - before.Runs, now.Errored - before.Errored);
        return declared?.Tests is { } number && number - Groups - Unlisted - errored > held
            ? DeclaredComparison.TooFew(name.Length == 0 ? "A suite" : $"Suite '{Texts.Clip(name, 80)}'", number, held)
            : null;
    }
}
