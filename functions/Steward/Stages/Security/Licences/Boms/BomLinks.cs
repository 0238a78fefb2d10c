namespace Steward.Stages.Security.Licences.Boms;

/// <summary>Who requires whom, as far as the scan knows it.</summary>
/// <param name="Direct">What the product names itself, or nobody is known to require.</param>
/// <param name="Requires">What each package requires, by the package's name in the document; each in order.</param>
/// <param name="IsWhole">False where the lock files do not tell, or more packages require one than the scan keeps.</param>
internal sealed record BomLinks(IReadOnlyList<string> Direct, IReadOnlyDictionary<string, IReadOnlyList<string>> Requires, bool IsWhole)
{
    public static BomLinks Of(IReadOnlyList<BomPart> parts)
    {
        var byName = parts.ToLookup(p => Key(p.Dependency.Id.Ecosystem, $"{p.Dependency.Id.Name}@{p.Dependency.Id.Version}"), StringComparer.Ordinal);
        var requires = parts.SelectMany(p => p.Dependency.RequiredBy.SelectMany(by => byName[Key(p.Dependency.Id.Ecosystem, by)]).Select(from => (From: from.Ref, To: p.Ref)))
            .Where(link => link.From != link.To).GroupBy(link => link.From, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(l => l.To).Distinct().Order(StringComparer.Ordinal)], StringComparer.Ordinal);
        var direct = parts.Where(p => p.Dependency.IsDirect ?? p.Dependency.RequiredBy.Count == 0).Select(p => p.Ref).Order(StringComparer.Ordinal);
        return new BomLinks([.. direct], requires, parts.All(p => p.Dependency.IsDirect is not null && p.Dependency.RequiredBy.Count < Locks.LockGraph.MaxRequiredBy));
    }

    private static string Key(string ecosystem, string name) => $"{ecosystem} {name}";
}
