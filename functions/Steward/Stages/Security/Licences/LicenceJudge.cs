using System.Globalization;
using Steward.Gates;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences;

/// <summary>A dependency, judged.</summary>
/// <param name="Dependency">The dependency.</param>
/// <param name="Verdict">Pass, Fail, NotNeeded, Waived or Error.</param>
/// <param name="Concluded">The declared expression in its normalised form; null when it is none.</param>
/// <param name="Reason">One sentence without the package's name.</param>
public sealed record JudgedDependency(ScannedDependency Dependency, Verdict Verdict, string? Concluded, string Reason);

/// <summary>Judges dependencies by the policy: pure, for the gate and for the command line alike. What is unknown fails.</summary>
public sealed class LicenceJudge
{
    private readonly LicencePolicy _policy;
    private readonly LicenceRules _rules;
    private readonly DateTimeOffset _now;

    /// <summary>Makes a judge of a policy at a time.</summary>
    public LicenceJudge(LicencePolicy policy, DateTimeOffset now)
    {
        (_policy, _now) = (policy, now);
        (_rules, Problems) = LicenceRules.Create(policy.Allow, policy.Deny, policy.Lenient);
    }

    /// <summary>Entries of the lists that are no licences. A judge with problems must not be asked.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The part of a scan that the policy asks about.</summary>
    public LicenceScan Asked(LicenceScan scan) => _policy.Ignore.Count == 0 ? scan : scan.Without(_policy.Ignores);

    /// <summary>Judges a manifest that no lock file covers: Missing, or Waived by the policy, and a sentence that names it.</summary>
    public (Verdict Verdict, string Reason) JudgeUnlocked(string manifest) =>
        _policy.Unlocked.FirstOrDefault(e => e.Path == manifest) is not { } exception ? (Verdict.Missing, LicenceText.Unlocked(manifest))
        : exception.IsOver(_now) ? (Verdict.Missing, $"{LicenceText.Unlocked(manifest)} Its exception ended on {Day(exception.Until)}.")
        : (Verdict.Waived, $"{manifest} has no lock file: let through until {Day(exception.Until)}: {exception.Reason.TrimEnd('.')}.");

    /// <summary>Judges one dependency.</summary>
    public JudgedDependency Judge(ScannedDependency dependency)
    {
        var concluded = Conclude(dependency);
        if (_policy.ExceptionFor(dependency.Id, _now) is { } exception)
            return new JudgedDependency(dependency, Verdict.Waived, concluded?.ToString(), $"let through until {Day(exception.Until)}: {exception.Reason}");
        if (dependency.IsDevelopmentOnly && !_policy.JudgeDevelopmentOnly)
            return new JudgedDependency(dependency, Verdict.NotNeeded, concluded?.ToString(), "only development needs it, and the policy ignores those");
        var (verdict, reason) = JudgeLicence(dependency, concluded);
        return new JudgedDependency(dependency, verdict, concluded?.ToString(), reason + OfPast(dependency.Id, verdict));
    }

    private (Verdict Verdict, string Reason) JudgeLicence(ScannedDependency dependency, SpdxExpression? concluded)
    {
        if (dependency.IsUnreachable) return (Verdict.Error, $"its licence could not be found out: {ProblemOf(dependency)}{HintOf(dependency)}");
        if (concluded is null) return (Verdict.Fail, "its licence is unknown: " + WhyUnknown(dependency));
        var ruling = _rules.Judge(concluded);
        return ruling.Ruling switch
        {
            Ruling.Allowed => (Verdict.Pass, ruling.Reason + (dependency.Declared!.IsConfirmed ? "" : $", but only {(dependency.Declared.Source == DeclaredLicence.LockFile ? "its lock file" : $"the {dependency.Declared.Source}")} says so")),
            Ruling.NotAllowed => (Verdict.Fail, ruling.Reason),
            _ => (Verdict.Fail, "its licence is unknown: " + ruling.Reason),
        };
    }

    private string OfPast(PackageId package, Verdict verdict) =>
        verdict.LetsThrough() || _policy.Exceptions.FirstOrDefault(e => e.IsFor(package)) is not { } past
            ? "" : $" (its exception ended on {Day(past.Until)})";

    // From what nobody confirms nothing is concluded, unless the policy says so.
    private SpdxExpression? Conclude(ScannedDependency dependency) =>
        dependency.Declared is { Form: LicenceForm.Expression, Text: { } text } declared && (declared.IsConfirmed || _policy.AcceptUnconfirmed)
            ? SpdxExpression.Read(text).Expression : null;

    private string WhyUnknown(ScannedDependency dependency) => dependency.Declared switch
    {
        null or { IsConfirmed: false } when dependency.Elsewhere is { } elsewhere => $"it comes from {elsewhere}, where nobody confirms one{HintOf(dependency)}",
        null => ProblemOf(dependency),
        { IsConfirmed: false } when !_policy.AcceptUnconfirmed => ProblemOf(dependency) + HintOf(dependency),
        { Form: LicenceForm.None } => $"it declares none ({dependency.Declared.Source})",
        { Form: LicenceForm.File } file => $"it lies in a file of the package, '{file.Text}', which is not read yet",
        { Form: LicenceForm.Words } words => $"'{words.Text}' is no licence expression",
        { } other => $"'{other.Text}': {SpdxExpression.Read(other.Text).Problem}",
    };

    private static string ProblemOf(ScannedDependency dependency) => dependency.Problem?.TrimEnd('.') ?? "nobody was asked";

    private static string HintOf(ScannedDependency dependency) =>
        dependency.Declared is { IsConfirmed: false, Text: { } text } ? $" ({(dependency.Declared.Source == DeclaredLicence.LockFile ? "its lock file" : $"the {dependency.Declared.Source}")} says {text}, unconfirmed)" : "";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
