using System.Collections.Immutable;
using Steward.Stages.Security.Licences.Compatibility;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences;

/// <summary>Whether an expression is allowed. The order matters: AND takes the least, OR the greatest, so unknown never vanishes in an AND.</summary>
public enum Ruling
{
    /// <summary>No.</summary>
    NotAllowed,

    /// <summary>It cannot be said.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Allowed,
}

/// <summary>A ruling and why.</summary>
/// <param name="Ruling">The ruling.</param>
/// <param name="Reason">One sentence naming the licence that decided.</param>
public sealed record LicenceRuling(Ruling Ruling, string Reason);

/// <summary>The lists of allowed and denied licences, ready to judge with. A licence in neither list is not allowed.</summary>
/// <remarks>
/// Strict: an offer of "or later" is met by any allowed version in its range, because it may be chosen; a single version is met by that
/// version only; WITH must be allowed as it stands. Lenient: an allowed "or later" stands for each of its later versions as well. A denied
/// "or later" always means all of its versions; a denied licence is denied with every exception that is not allowed by name.
/// </remarks>
public sealed class LicenceRules
{
    private readonly ImmutableArray<SpdxTerm> _allow;
    private readonly ImmutableArray<SpdxTerm> _deny;
    private readonly bool _lenient;
    private readonly Outbound? _outbound;

    private LicenceRules(ImmutableArray<SpdxTerm> allow, ImmutableArray<SpdxTerm> deny, bool lenient, Outbound? outbound) =>
        (_allow, _deny, _lenient, _outbound) = (allow, deny, lenient, outbound);

    /// <summary>Makes rules of ids as people write them; every entry that is not one licence is a problem.</summary>
    public static (LicenceRules Rules, IReadOnlyList<string> Problems) Create(
        IEnumerable<string> allow, IEnumerable<string> deny, bool lenient = false, Outbound? outbound = null)
    {
        var problems = new List<string>();
        return (new LicenceRules(Terms("allow", allow, problems), Terms("deny", deny, problems), lenient, outbound), problems);
    }

    /// <summary>Judges an expression strictly and leniently; which of the two counts is as these rules were made.</summary>
    public LicenceAnswer Ask(SpdxExpression expression) => new(
        new LicenceRules(_allow, _deny, lenient: false, _outbound).Judge(expression),
        new LicenceRules(_allow, _deny, lenient: true, _outbound).Judge(expression),
        _lenient);

    /// <summary>Judges an expression on its tree.</summary>
    public LicenceRuling Judge(SpdxExpression expression) => expression switch
    {
        SpdxAll all => JudgeAll([.. all.Parts.Select(Judge)]),
        SpdxAny any => JudgeAny([.. any.Parts.Select(Judge)]),
        SpdxTerm { IsReference: true } reference => JudgeReference(reference),
        var term => JudgeTerm((SpdxTerm)term),
    };

    private static LicenceRuling JudgeAll(List<LicenceRuling> parts)
    {
        var least = parts.MinBy(r => r.Ruling)!;
        return least.Ruling == Ruling.Allowed ? least with { Reason = string.Join("; ", parts.Select(p => p.Reason).Distinct()) } : least;
    }

    private static LicenceRuling JudgeAny(List<LicenceRuling> parts)
    {
        var best = parts.MaxBy(r => r.Ruling)!;
        return best.Ruling == Ruling.Allowed ? best : best with { Reason = string.Join("; ", parts.Select(p => p.Reason).Distinct()) };
    }

    private LicenceRuling JudgeReference(SpdxTerm term) =>
        _deny.Contains(term) ? new LicenceRuling(Ruling.NotAllowed, $"{term} is denied")
        : _allow.Contains(term) ? Chosen(term, term, term)
        : new LicenceRuling(Ruling.Unknown, $"{term} is not a licence of the SPDX list, and nobody has allowed it by name");

    private LicenceRuling JudgeTerm(SpdxTerm term)
    {
        if (_deny.Contains(term)) return new LicenceRuling(Ruling.NotAllowed, $"{term} is denied");
        var choices = _allow.Where(a => Meets(term, a)).Select(a => (By: a, Choice: term.OrLater ? a : term)).Where(c => !IsDenied(c.Choice)).Select(c => Chosen(term, c.Choice, c.By)).ToList();
        if (choices.Count > 0) return choices.MaxBy(c => c.Ruling)!;
        return new LicenceRuling(Ruling.NotAllowed, IsDenied(term) ? $"{term} is denied" : $"{term} is not on the list of allowed licences");
    }

    // What may come in must also be fit to go out with the product.
    private LicenceRuling Chosen(SpdxTerm offered, SpdxTerm choice, SpdxTerm by)
    {
        var allowed = choice == offered ? by == offered ? $"{offered} is allowed" : $"{offered} is among the versions of {by}, which is allowed" : $"{offered} offers {choice}, which is allowed";
        if (_outbound?.Judge(offered.OrLater && choice.OrLater ? offered : choice) is not { } fit) return new LicenceRuling(Ruling.Allowed, allowed);
        return fit.Ruling != Ruling.Allowed ? fit : new LicenceRuling(Ruling.Allowed, $"{allowed}, and in a product under {_outbound.Term}: {fit.Reason}");
    }

    private bool Meets(SpdxTerm wanted, SpdxTerm allowed)
    {
        if (wanted.Exception != allowed.Exception) return false;
        if (wanted == allowed) return true;
        return wanted.OrLater ? allowed.IsAtLeast(wanted) : _lenient && allowed.OrLater && wanted.IsAtLeast(allowed);
    }

    private bool IsDenied(SpdxTerm term) => _deny.Any(denied =>
        (denied.Exception == term.Exception || (denied.Exception is null && !_allow.Contains(term)))
        && (denied with { Exception = null } == term with { Exception = null } || (denied.OrLater && term.IsAtLeast(denied))));

    private static ImmutableArray<SpdxTerm> Terms(string list, IEnumerable<string> entries, List<string> problems)
    {
        var terms = ImmutableArray.CreateBuilder<SpdxTerm>();
        foreach (var entry in entries.SelectMany(e => LicenceKinds.Groups.TryGetValue(e, out var kind) ? LicenceKinds.In(kind) : [e]))
        {
            var reading = SpdxExpression.Read(entry);
            if (reading.Expression is SpdxTerm { Root: not ("NONE" or "NOASSERTION") } term) terms.Add(term);
            else problems.Add($"{list} has '{entry}': {reading.Problem ?? "each entry is one licence, without AND and OR."}");
        }

        return terms.ToImmutable();
    }
}
