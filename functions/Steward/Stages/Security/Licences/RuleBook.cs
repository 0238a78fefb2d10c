using System.Collections.Concurrent;
using Steward.Stages.Security.Licences.Compatibility;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences;

/// <summary>The rules of a policy by path and scope, made once each.</summary>
internal sealed class RuleBook
{
    private readonly ConcurrentDictionary<string, LicenceRules> _rules = new(StringComparer.Ordinal);
    private readonly LicencePolicy _policy;
    private readonly Outbound? _outbound;

    public RuleBook(LicencePolicy policy)
    {
        _policy = policy;
        var lists = policy.Paths.Select(p => p.Lists).Prepend(policy.Shipped).Append(policy.DevelopmentOnly).OfType<LicenceLists>();
        var problems = LicenceRules.Create(policy.Allow, policy.Deny).Problems.Concat(lists.SelectMany(l => LicenceRules.Create(l.Allow ?? [], l.Deny).Problems)).ToList();
        if (policy.Outbound is { } outbound)
        {
            var reading = SpdxExpression.Read(outbound);
            _outbound = reading.Expression is SpdxTerm term ? new Outbound(term) : null;
            if (_outbound is null) problems.Add($"outbound is '{outbound}': {reading.Problem ?? "it is one licence, without AND and OR."}");
        }

        Problems = problems;
    }

    /// <summary>Entries of the lists that are no licences.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The rules for what a file brings. What only development needs is not handed on, so the product's own licence is not asked about it.</summary>
    public LicenceRules For(string path, bool isDevelopmentOnly)
    {
        var fitting = _policy.Paths.Index().Where(p => p.Item.Fits(path)).ToList();
        var key = $"{isDevelopmentOnly} {string.Join(' ', fitting.Select(f => f.Index))}";
        return _rules.GetOrAdd(key, _ => Make(fitting.ConvertAll(f => f.Item), isDevelopmentOnly));
    }

    /// <summary>True when a rule by path is about this file.</summary>
    public bool IsAbout(string path) => _policy.Paths.Any(p => p.Fits(path));

    private LicenceRules Make(IReadOnlyList<PathLicences> fitting, bool isDevelopmentOnly)
    {
        var lists = fitting.Select(f => f.Lists).Prepend(isDevelopmentOnly ? _policy.DevelopmentOnly : _policy.Shipped).OfType<LicenceLists>().ToList();
        var allow = lists.LastOrDefault(l => l.Allow is not null)?.Allow ?? _policy.Allow;
        return LicenceRules.Create(allow, _policy.Deny.Concat(lists.SelectMany(l => l.Deny)), _policy.Lenient, isDevelopmentOnly ? null : _outbound).Rules;
    }
}
