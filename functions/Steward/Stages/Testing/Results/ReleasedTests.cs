using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Testing.Results;

/// <summary>The tests that passed in the last released version: the payload of evidence of the kind <see cref="Kind"/> about the commit that is judged.</summary>
/// <param name="Tag">The version; null: none was released yet.</param>
/// <param name="Commit">The commit whose tests these are; none without a version.</param>
/// <param name="Sets">The tests by set: those sets only whose tests the policy keeps.</param>
public sealed record ReleasedTests(string? Tag, CommitSha Commit, IReadOnlyList<ReleasedSet> Sets)
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "tests.released";

    /// <summary>Why they are not known; null when they are.</summary>
    public string? Problem { get; init; }

    /// <summary>True when they were not looked up.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsMissing { get; private init; }

    /// <summary>The full names of a set's tests that passed, or null.</summary>
    public IReadOnlyList<string>? Of(string set) => Sets.FirstOrDefault(s => s.Set == set)?.Passed;

    /// <summary>What was left about the judged commit.</summary>
    public static ReleasedTests Of(GateFacts facts)
    {
        if (facts.Latest(Kind) is not { } evidence) return Unknown("The tests of the last released version were not looked up for this change.") with { IsMissing = true };
        return facts.Payload<ReleasedTests>(evidence) ?? Unknown("The tests of the last released version cannot be read any more: the payload of their evidence is not there.");
    }

    /// <summary>Tests that are not known.</summary>
    public static ReleasedTests Unknown(string problem) => new(null, CommitSha.None, []) { Problem = problem };
}

/// <summary>The tests of one set that passed in the last released version.</summary>
/// <param name="Set">The set.</param>
/// <param name="Passed">Their full names: with class, or else suite, before them.</param>
public sealed record ReleasedSet(string Set, IReadOnlyList<string> Passed);
