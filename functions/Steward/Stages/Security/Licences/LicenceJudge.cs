using System.Globalization;
using Steward.Gates;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Notices;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences;

/// <summary>A dependency, judged.</summary>
/// <param name="Dependency">The dependency.</param>
/// <param name="Verdict">Pass, Fail, NotNeeded, Waived or Error.</param>
/// <param name="Concluded">The declared expression in its normalised form; null when it is none.</param>
/// <param name="Reason">One sentence without the package's name.</param>
public sealed record JudgedDependency(ScannedDependency Dependency, Verdict Verdict, string? Concluded, string Reason)
{
    /// <summary>What a person is asked, where it depends on how strictly the lists are read; null otherwise.</summary>
    public string? Question { get; init; }
}

/// <summary>Judges dependencies by the policy: pure, for the gate and for the command line alike. What is unknown fails.</summary>
public sealed class LicenceJudge
{
    private readonly LicencePolicy _policy;
    private readonly RuleBook _book;
    private readonly DateTimeOffset _now;

    /// <summary>Makes a judge of a policy at a time.</summary>
    public LicenceJudge(LicencePolicy policy, DateTimeOffset now)
    {
        (_policy, _now) = (policy, now);
        _book = new RuleBook(policy);
    }

    /// <summary>Entries of the lists that are no licences. A judge with problems must not be asked.</summary>
    public IReadOnlyList<string> Problems => _book.Problems;

    /// <summary>The part of a scan that the policy asks about.</summary>
    public LicenceScan Asked(LicenceScan scan) => _policy.Ignore.Count == 0 ? scan : scan.Without(_policy.Ignores);

    /// <summary>Judges a manifest that no lock file covers: Missing, or Waived by the policy, and a sentence that names it.</summary>
    public (Verdict Verdict, string Reason) JudgeUnlocked(string manifest) =>
        _policy.Unlocked.FirstOrDefault(e => e.Path == manifest) is not { } exception ? (Verdict.Missing, LicenceText.Unlocked(manifest))
        : exception.IsOver(_now) ? (Verdict.Missing, $"{LicenceText.Unlocked(manifest)} Its exception ended on {Day(exception.Until)}.")
        : (Verdict.Waived, $"{manifest} has no lock file: let through until {Day(exception.Until)}: {exception.Reason.TrimEnd('.')}.");

    /// <summary>What an expression obliges to, by the policy.</summary>
    public IReadOnlyList<Obligation> Obligations(SpdxExpression expression) => _policy.Obligations.Of(expression);

    /// <summary>Judges a licence file of the product's own, where a rule by path is about it; null where none is.</summary>
    public (Verdict Verdict, string Reason)? JudgeText(ScannedText text)
    {
        if (!_book.IsAbout(text.Path)) return null;
        if (text.Problem is { } problem) return (Verdict.Error, $"{text.Path}: {problem}");
        if (Firm(text.Concluded) is not { } expression) return (Verdict.Fail, $"{text.Path}: its licence is unknown: {Unsure(text.Concluded)}.");
        var ruling = _book.For(text.Path, isDevelopmentOnly: false).Ask(expression).Counts;
        return (ruling.Ruling == Ruling.Allowed ? Verdict.Pass : Verdict.Fail, $"{text.Path}: {ruling.Reason}.");
    }

    /// <summary>Judges the licences that stand in another file of the product's own; null where none stands there, or no rule by path is about it.</summary>
    public (Verdict Verdict, string Reason)? JudgeHeader(ScannedHeader header) =>
        header.Concluded is null ? null : JudgeText(new ScannedText(header.Path, header.Concluded, null));

    /// <summary>Judges one dependency.</summary>
    public JudgedDependency Judge(ScannedDependency dependency)
    {
        var concluded = Conclude(dependency);
        var judged = new JudgedDependency(dependency, Verdict.NotNeeded, concluded?.ToString(), "");
        if (_policy.ExceptionFor(dependency.Id, judged.Concluded, _now) is { } exception)
            return judged with { Verdict = Verdict.Waived, Reason = $"let through until {Day(exception.Until)}: {exception.Told}" };
        if (dependency.IsDevelopmentOnly && !_policy.JudgeDevelopmentOnly)
            return judged with { Reason = "only development needs it, and the policy ignores those" };
        var (verdict, reason, asks) = JudgeLicence(dependency, concluded);
        return judged with
        {
            Verdict = verdict,
            Reason = reason + OfPast(dependency.Id, verdict) + (dependency.Concluded?.Note is { } note ? $" (note: {note})" : ""),
            Question = asks ? LicenceText.Question(dependency.Id, judged.Concluded!, reason) : null,
        };
    }

    private (Verdict Verdict, string Reason, bool Asks) JudgeLicence(ScannedDependency dependency, SpdxExpression? concluded)
    {
        if (dependency.IsUnreachable) return (Verdict.Error, $"its licence could not be found out: {ProblemOf(dependency)}{HintOf(dependency)}", false);
        if (concluded is null) return (Verdict.Fail, "its licence is unknown: " + WhyUnknown(dependency), false);
        // Pinned by several lock files, it must be allowed for each of them.
        var answer = dependency.LockFiles.DefaultIfEmpty("").Select(f => _book.For(f, dependency.IsDevelopmentOnly)).Distinct().Select(r => r.Ask(concluded)).MinBy(a => a.Counts.Ruling)!;
        return answer.Counts.Ruling switch
        {
            Ruling.Allowed => (Verdict.Pass, answer.Reason + Proof(dependency), false),
            Ruling.NotAllowed => (Verdict.Fail, answer.Reason, answer.Differs),
            _ => (Verdict.Fail, "its licence is unknown: " + answer.Reason, answer.Differs),
        };
    }

    private static string Proof(ScannedDependency dependency) =>
        (dependency is { Declared.Form: not LicenceForm.Expression, Concluded: { } read } ? $", read from its {read.Source} ({read.Confidence.ToString("P0", CultureInfo.InvariantCulture)})" : "")
        + (dependency.Declared!.IsConfirmed ? "" : $", but only {SourceOf(dependency.Declared)} says so");

    private static string SourceOf(DeclaredLicence declared) => declared.Source == DeclaredLicence.LockFile ? "its lock file" : $"the {declared.Source}";

    private string OfPast(PackageId package, Verdict verdict) =>
        verdict.LetsThrough() || _policy.Exceptions.FirstOrDefault(e => e.IsFor(package)) is not { } past
            ? "" : $" (its exception ended on {Day(past.Until)})";

    // From what nobody confirms nothing is concluded, unless the policy says so.
    private SpdxExpression? Conclude(ScannedDependency dependency) =>
        dependency.Declared is not { } declared || !(declared.IsConfirmed || _policy.AcceptUnconfirmed) ? null
        : declared is { Form: LicenceForm.Expression, Text: { } text } ? SpdxExpression.Read(text).Expression
        : Firm(dependency.Concluded);

    private static SpdxExpression? Firm(ConcludedLicence? concluded) =>
        concluded is { Confidence: >= ConcludedLicence.Enough } ? SpdxExpression.Read(concluded.Expression).Expression : null;

    private static string Unsure(ConcludedLicence? concluded) => concluded switch
    {
        null => "nothing was read",
        { Note: { } note } => note,
        { Expression: { } text } => $"it reads as {text}, with {concluded.Confidence.ToString("P0", CultureInfo.InvariantCulture)} confidence, which is too little",
        _ => $"the text of {concluded.Source} is none that has a name",
    };

    private string WhyUnknown(ScannedDependency dependency) => dependency.Declared switch
    {
        null or { IsConfirmed: false } when dependency.Elsewhere is { } elsewhere => $"it comes from {elsewhere}, where nobody confirms one{HintOf(dependency)}",
        null => ProblemOf(dependency),
        { IsConfirmed: false } when !_policy.AcceptUnconfirmed => ProblemOf(dependency) + HintOf(dependency),
        { Form: not LicenceForm.Expression } when dependency.Concluded is { } read => Unsure(read),
        { Form: LicenceForm.None } => $"it declares none ({dependency.Declared.Source})",
        { Form: LicenceForm.File } file => $"it lies in a file of the package, '{file.Text}', which does not lie where it could be read",
        { Form: LicenceForm.Words } words => $"'{words.Text}' is no licence expression",
        { } other => $"'{other.Text}': {SpdxExpression.Read(other.Text).Problem}",
    };

    private static string ProblemOf(ScannedDependency dependency) => dependency.Problem?.TrimEnd('.') ?? "nobody was asked";

    private static string HintOf(ScannedDependency dependency) =>
        dependency.Declared is { IsConfirmed: false, Text: { } text } ? $" ({SourceOf(dependency.Declared)} says {text}, unconfirmed)" : "";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
