using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>The checklist of a quarter: what everybody has, by position.</summary>
/// <param name="Period">The quarter: <c>2026-Q4</c>.</param>
/// <param name="Commit">The commit of the access file.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="DueAt">When every line has to have its answer.</param>
/// <param name="Lines">The lines.</param>
public sealed record ReviewSheet(string Period, CommitSha Commit, DateTimeOffset OpenedAt, DateTimeOffset DueAt, IReadOnlyList<ReviewLine> Lines)
{
    /// <summary>How long people have.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(30);

    /// <summary>The quarter of a time.</summary>
    public static string PeriodOf(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime.Year}-Q{((time.UtcDateTime.Month - 1) / 3) + 1}");

    /// <summary>The checklist of a file at a time: one line for each level that somebody has, with why and what it grants.</summary>
    public static ReviewSheet Of(AccessModel model, CommitSha commit, DateTimeOffset time)
    {
        var period = PeriodOf(time);
        return new ReviewSheet(period, commit, time, time + Patience, [.. LinesOf(model, period, time)]);
    }

    /// <summary>What a file gives at a time, as lines of a quarter.</summary>
    public static IEnumerable<ReviewLine> LinesOf(AccessModel model, string period, DateTimeOffset time) =>
        from person in model.People.Values
        from source in PersonLevels.Of(model, person, time).Distinct()
        select new ReviewLine(
            ReviewLine.IdOf(period, person.Key, source), person.Key, source.Level, source.Sentence, [.. model.Levels[source.Level].Select(g => g.ToString())]);
}

/// <summary>One line of a checklist.</summary>
/// <param name="Id">Its name within the checklist, 12 hexadecimal digits.</param>
/// <param name="Person">The person's key.</param>
/// <param name="Level">The level.</param>
/// <param name="Because">Why the person has it.</param>
/// <param name="Grants">What it grants.</param>
public sealed record ReviewLine(string Id, string Person, string Level, string Because, IReadOnlyList<string> Grants)
{
    /// <summary>That somebody revoked the same in an earlier quarter and it is still there, a part of a sentence; null: nobody did.</summary>
    public string? Revoked { get; init; }

    /// <summary>True when another line, of whatever quarter, is about the same.</summary>
    public bool IsSameAs(ReviewLine other) => (Person, Level, Because) == (other.Person, other.Level, other.Because);

    internal static string IdOf(string period, string person, GrantSource source) =>
        Digest.Sha256($"{period}\n{person}\n{source.Kind}\n{source.Name}\n{source.Level}\n{source.For}")[..12];
}
