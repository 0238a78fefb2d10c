using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Results.Announcements;

/// <summary>What is said of an attempt of a test set before its reports come.</summary>
public enum AnnouncedState
{
    /// <summary>It runs, or will: its reports are awaited.</summary>
    Announced,

    /// <summary>It was cut off: what has come of it does not count.</summary>
    Aborted,
}

/// <summary>Who announces.</summary>
public enum AnnouncementSource
{
    /// <summary>Somebody who calls the API.</summary>
    Api,

    /// <summary>The jobs of a workflow run. That one was cut off says nothing about a report that came all the same.</summary>
    Workflow,
}

/// <summary>One test run that is announced: the set, its parts, and where the runner can list them, its tests.</summary>
/// <param name="Set">The test set.</param>
/// <param name="Attempt">The attempt, from 1; null: 1.</param>
/// <param name="Shards">How many shards the set is run in; null: not said.</param>
/// <param name="Tests">The names of its tests; null: not listed.</param>
/// <param name="State">Whether it runs or was cut off; null: it runs.</param>
/// <param name="Reason">Why it was cut off.</param>
public sealed record Announcement(
    string? Set, int? Attempt = null, int? Shards = null, IReadOnlyList<string>? Tests = null, AnnouncedState? State = null, string? Reason = null)
{
    /// <summary>The most tests of one announcement.</summary>
    public const int MaxTests = 200_000;

    private const int MaxCharacters = 16 * 1024 * 1024;
    private const int MaxReason = 300;

    /// <summary>The one shard that it is about; null: all of them.</summary>
    public int? Shard { get; init; }

    /// <summary>How many of the shards this attempt runs, where it is not known which; null: all of them.</summary>
    public int? Parts { get; init; }

    /// <summary>Checked and with what was left out filled in; Invalid with a sentence otherwise.</summary>
    public Announcement Check()
    {
        var set = TestSetName.Check(Set);
        if (Attempt is < 1 or > ResultsUpload.MaxAttempt) throw Refuse(set, $"attempt is {Attempt}; it must be from 1 to {ResultsUpload.MaxAttempt}");
        if (Shards is < 1 or > Results.Shard.MaxCount) throw Refuse(set, $"shards is {Shards}; it must be from 1 to {Results.Shard.MaxCount}");
        if (Shard is { } shard && (shard < 1 || shard > Shards || Shards is null)) throw Refuse(set, "shard must be from 1 to shards, and shards be given");
        if (Parts is { } parts && (parts < 1 || parts > Shards || Shards is null)) throw Refuse(set, "parts must be from 1 to shards, and shards be given");
        if (State == AnnouncedState.Aborted && string.IsNullOrWhiteSpace(Reason)) throw Refuse(set, "an aborted attempt needs its reason");
        return this with { Attempt = Attempt ?? 1, State = State ?? AnnouncedState.Announced, Tests = CheckTests(set), Reason = Texts.Clip(Reason?.Trim(), MaxReason) };
    }

    private List<string>? CheckTests(string set)
    {
        if (Tests is not { } tests) return null;
        if (tests.Count is 0 or > MaxTests) throw Refuse(set, $"tests has {tests.Count} names; from 1 to {MaxTests} may be listed, or none be given");
        if (tests.Any(t => t is null || t.Trim().Length is 0 or > ReportLimits.MaxName)) throw Refuse(set, $"the name of a test must have 1 to {ReportLimits.MaxName} characters");
        var distinct = tests.Select(t => t.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return distinct.Sum(t => (long)t.Length) <= MaxCharacters ? distinct : throw Refuse(set, $"the names of its tests have more than {MaxCharacters} characters together");
    }

    private static StewardException Refuse(string set, string why) => StewardException.Invalid($"The announcement of {set} cannot be right: {why}.");
}
