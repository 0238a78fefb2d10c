using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Sparing;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Everything that is known of one test set about the judged commit. The order in which it came does not matter.</summary>
/// <param name="Set">What the policy asks of it.</param>
/// <param name="Reports">Its reports.</param>
/// <param name="Announced">What was announced of it, besides the policy.</param>
/// <param name="Listed">The tests of its reports one by one.</param>
/// <param name="Deadlines">Until when its parts are awaited.</param>
internal sealed record SetFacts(
    TestSet Set, IReadOnlyList<ResultsEvidence> Reports, IReadOnlyList<AnnouncedEvidence> Announced, ListedTests Listed, Deadlines Deadlines)
{
    /// <summary>By which rules failures do not gate.</summary>
    public SparingRules Sparing { get; init; } = SparingRules.None;

    /// <summary>The tests of the last released version.</summary>
    public required ReleasedTests Released { get; init; }

    /// <summary>True when the policy asks for it or somebody has announced it; false: it only reported.</summary>
    public bool IsExpected { get; init; } = true;

    /// <summary>True when nothing has come of it and nobody but the policy has announced it.</summary>
    public bool IsUnheard => Reports.Count == 0 && Announced.Count == 0;
}
