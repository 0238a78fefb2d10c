using Steward.Kernel;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Stages.Security.Licences.Showing;

/// <summary>What is asked of the dependencies of a product.</summary>
/// <param name="Text">Only those whose name, version, licence or way has this text; null: all.</param>
/// <param name="Scope">Only <c>shipped</c> or <c>development</c>; null: both.</param>
/// <param name="Verdict">Only those that are judged so; null: all.</param>
/// <param name="Page">Which page, from 1.</param>
public sealed record LicencesQuery(string? Text = null, string? Scope = null, string? Verdict = null, int Page = 1)
{
    /// <summary>True for one that is asked for.</summary>
    public bool Fits(JudgedDependency judged) =>
        (Scope is not ("shipped" or "development") || (Scope == "development") == judged.Dependency.IsDevelopmentOnly)
        && (string.IsNullOrEmpty(Verdict) || judged.Verdict.ToString().Equals(Verdict, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrWhiteSpace(Text) || Words(judged).Any(w => w.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Words(JudgedDependency judged) =>
        [judged.Dependency.Id.ToString(), judged.Concluded ?? "", judged.Dependency.Declared?.Text ?? "", .. judged.Dependency.Path, .. judged.Dependency.LockFiles];
}

/// <summary>The dependencies of the newest scanned commit of a product, as its policy judges them; waivers stand in the change's verdict.</summary>
/// <param name="Change">The commit.</param>
/// <param name="Counts">How many there are by verdict, before any filter.</param>
/// <param name="Rows">Those of the page.</param>
/// <param name="Fitting">How many fit what was asked.</param>
/// <param name="Pages">How many pages they are.</param>
public sealed record LicencesView(ChangeId Change, IReadOnlyList<VerdictCount> Counts, IReadOnlyList<JudgedDependency> Rows, int Fitting, int Pages)
{
    /// <summary>What the shipped ones oblige to, with how many.</summary>
    public IReadOnlyList<(Obligation Obligation, int Count)> Obligations { get; init; } = [];

    /// <summary>Why nothing is judged, where the policy lacks lists or they cannot be read; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>The licence that the product goes out under, or null.</summary>
    public string? Outbound { get; init; }
}

/// <summary>How many are judged so.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Count">How many.</param>
public sealed record VerdictCount(Gates.Verdict Verdict, int Count);
