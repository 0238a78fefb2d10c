using System.Text;
using System.Text.RegularExpressions;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Notices;

/// <summary>
/// The file of notices of a product: each shipped package that obliges to one, with its licence, its copyright lines and the offer of its source.
/// The same scan and policy give the same text. Copyright lines depend on what lies in package caches, so only the lines that name packages are
/// held against a committed file.
/// </summary>
public static partial class NoticeText
{
    private const string Head = "This product contains the software below, each under the licence in brackets.\nThis list is made by 'steward licences notice': change the dependencies, not the list.\n";

    /// <summary>The text.</summary>
    public static string Of(LicenceScan scan, LicenceJudge judge)
    {
        var text = new StringBuilder(Head);
        foreach (var noticed in In(scan, judge))
        {
            text.Append('\n').Append(noticed.Line).Append('\n');
            foreach (var copyright in noticed.Dependency.Concluded?.Copyrights ?? []) text.Append("    ").Append(copyright).Append('\n');
            if (noticed.Obligations.Contains(Obligation.Notice)) text.Append("    Its own file of notices, where it has one, goes along.\n");
            if (noticed.Obligations.Contains(Obligation.SourceOffer)) text.Append("    Its source is offered by whoever hands this product on, for as long as the licence asks for it.\n");
        }

        return text.ToString();
    }

    /// <summary>The packages that belong into it, by name.</summary>
    public static IReadOnlyList<NoticedPackage> In(LicenceScan scan, LicenceJudge judge) =>
    [
        .. judge.Asked(scan).Dependencies.Where(d => !d.IsDevelopmentOnly).Select(d => Noticed(d, judge)).Where(n => n.Obligations.Count > 0)
            .GroupBy(n => n.Line, StringComparer.Ordinal).Select(g => g.First()).OrderBy(n => n.Line, StringComparer.Ordinal),
    ];

    /// <summary>The lines of a text that name packages.</summary>
    public static IReadOnlyList<string> PackagesIn(string text) => [.. text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length < 1000 && Package().IsMatch(l)).Take(50_000)];

    /// <summary>What a committed file lacks, and what it names that is not shipped any more.</summary>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Stale) Compare(IReadOnlyList<NoticedPackage> wanted, IReadOnlyList<string> there)
    {
        var lines = wanted.Select(w => w.Line).ToList();
        return ([.. lines.Except(there, StringComparer.Ordinal)], [.. there.Except(lines, StringComparer.Ordinal)]);
    }

    private static NoticedPackage Noticed(ScannedDependency dependency, LicenceJudge judge)
    {
        var concluded = judge.Judge(dependency).Concluded;
        var obligations = concluded is not null && SpdxExpression.Read(concluded).Expression is { } expression ? judge.Obligations(expression) : [Obligation.Attribution];
        return new NoticedPackage(dependency, $"{dependency.Id} ({concluded ?? "licence unknown"})", obligations);
    }

    [GeneratedRegex(@"^(nuget|npm|pypi|maven|golang|cargo|composer|gem):\S+@\S+ \(.+\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Package();
}

/// <summary>A package that belongs into a file of notices.</summary>
/// <param name="Dependency">The package.</param>
/// <param name="Line">The line that names it.</param>
/// <param name="Obligations">What it obliges to.</param>
public sealed record NoticedPackage(ScannedDependency Dependency, string Line, IReadOnlyList<Obligation> Obligations);
