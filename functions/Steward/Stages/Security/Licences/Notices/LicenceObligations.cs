using System.Collections.Frozen;
using Steward.Policy;
using Steward.Stages.Security.Licences.Compatibility;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Notices;

/// <summary>
/// What licences oblige to when the work is handed on: by their kind, a few by name, and as the policy says (docs/licence-policy.md has the
/// reasoning). Of a choice the part with the fewest counts; of a licence that nothing is known of, all.
/// </summary>
public sealed class LicenceObligations
{
    private static readonly Obligation[] All = [Obligation.Attribution, Obligation.Notice, Obligation.SourceOffer];

    // Boost and zlib ask for nothing beside the source form; Apache-2.0, section 4(d), asks for the file NOTICE.
    private static readonly FrozenDictionary<string, Obligation[]> ByName = new Dictionary<string, Obligation[]>(StringComparer.Ordinal)
    {
        ["BSL-1.0"] = [], ["Zlib"] = [], ["Apache-2.0"] = [Obligation.Attribution, Obligation.Notice],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, Obligation[]> _own;

    private LicenceObligations(IReadOnlyDictionary<string, Obligation[]> own) => _own = own;

    /// <summary>Without words of a policy.</summary>
    public static LicenceObligations Usual { get; } = new(new Dictionary<string, Obligation[]>(StringComparer.Ordinal));

    /// <summary>What may stand in the policy.</summary>
    internal static Shape Shape { get; } = new MapShape(
        "What licences oblige to, where the policy knows better: by SPDX id.",
        new TextShape("An SPDX licence id or a LicenseRef-.") { MaxLength = 200 },
        new ListShape("What it obliges to; [] is nothing.", new TextShape("attribution, notice or sourceOffer.") { OneOf = ["attribution", "notice", "sourceOffer"] }));

    /// <summary>The ids that the policy says something of, with what it says, for comparisons.</summary>
    internal IEnumerable<string> Own => _own.Select(o => $"{o.Key}: {string.Join(", ", o.Value)}");

    /// <summary>Makes them of the policy's value.</summary>
    internal static LicenceObligations Bind(PolicyNode node) => new(node.Entries
        .GroupBy(e => SpdxExpression.Read(e.Key).Expression?.ToString() ?? e.Key, e => e.Value, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(v => v.Items).Select(i => Enum.Parse<Obligation>(i.AsText, ignoreCase: true)).Distinct().Order().ToArray(), StringComparer.Ordinal));

    /// <summary>What an expression obliges to, in the order of the enumeration.</summary>
    public IReadOnlyList<Obligation> Of(SpdxExpression expression) => expression switch
    {
        SpdxAll all => [.. all.Parts.SelectMany(Of).Distinct().Order()],
        SpdxAny any => any.Parts.Select(Of).MinBy(o => o.Count)!,
        _ => OfTerm((SpdxTerm)expression),
    };

    private Obligation[] OfTerm(SpdxTerm term) =>
        _own.TryGetValue(term.ToString(), out var own) ? own
        : ByName.TryGetValue(term.Root, out var named) ? named
        : LicenceKinds.Of(term) switch
        {
            LicenceKind.PublicDomain => [],
            LicenceKind.Permissive => [Obligation.Attribution],
            null => All,
            _ => [Obligation.Attribution, Obligation.SourceOffer],
        };
}
