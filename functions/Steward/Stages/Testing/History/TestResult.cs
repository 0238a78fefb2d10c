using System.Runtime.InteropServices;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.History;

/// <summary>What one test came to in one report.</summary>
/// <param name="Outcome">Its outcome; of several of one name the worst.</param>
/// <param name="Seconds">How long it took, to a tenth of a millisecond; of several of one name the longest.</param>
/// <param name="Flaky">True when it both failed and passed in this one report.</param>
/// <param name="Failure">The digest of its message (<see cref="FailureDigest"/>) when it is not in order; 0: none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TestResult(TestOutcome Outcome, double Seconds, bool Flaky, ulong Failure)
{
    /// <summary>True when it ran and is not in order.</summary>
    public bool IsBad => Outcome is TestOutcome.Failed or TestOutcome.Errored;

    /// <summary>True when it ran.</summary>
    public bool Ran => Outcome != TestOutcome.Skipped;

    /// <summary>What a report says of a test.</summary>
    public static TestResult Of(TestCaseResult test)
    {
        var isBad = test.Outcome is TestOutcome.Failed or TestOutcome.Errored;
        return new TestResult(test.Outcome, test.DurationSeconds, test.Flaky, isBad ? FailureDigest.Of(test.Message) : 0);
    }

    /// <summary>Two results of one name in one report. One that passed and one that failed: it did both.</summary>
    public static TestResult Join(TestResult a, TestResult b)
    {
        var worst = a.Outcome >= b.Outcome ? a : b;
        var isBoth = (a.Outcome == TestOutcome.Passed && b.IsBad) || (b.Outcome == TestOutcome.Passed && a.IsBad);
        return worst with { Seconds = Math.Max(a.Seconds, b.Seconds), Flaky = a.Flaky || b.Flaky || isBoth };
    }
}

/// <summary>A test and what it came to.</summary>
/// <param name="Name">The test.</param>
/// <param name="Result">What it came to.</param>
public sealed record RanTest(TestName Name, TestResult Result);
