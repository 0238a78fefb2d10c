using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>A suite that is open.</summary>
/// <param name="name">Its name; empty when it has none.</param>
/// <param name="counts">Whether it is a suite, not the list of suites.</param>
/// <param name="declared">The number of tests that it declares, or null.</param>
/// <param name="testsBefore">The tests read before it began.</param>
internal sealed class JUnitSuite(string name, bool counts, long? declared, int testsBefore)
{
    public string Name => name;

    public bool HasCases { get; set; }

    public bool HasSuites { get; set; }

    /// <summary>Suites that only group others are not counted.</summary>
    public bool IsLeaf => counts && (HasCases || !HasSuites);

    /// <summary>What it declares, where that is more than it holds. Some tools count groups as tests, so this is odd, not wrong.</summary>
    public string? Oddity(int testsNow) =>
        declared is { } number && number > testsNow - testsBefore
            ? $"{(name.Length == 0 ? "A suite" : $"Suite '{Texts.Clip(name, 80)}'")} declares {Texts.Count(number, "test")} and holds {testsNow - testsBefore}."
            : null;
}
