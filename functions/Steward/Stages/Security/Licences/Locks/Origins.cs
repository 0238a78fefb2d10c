namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Brings together what several places say about how a package came in.</summary>
internal static class Origins
{
    /// <summary>Direct once is direct; transitive when nobody says otherwise; null when nobody tells.</summary>
    public static bool? Direct(bool? one, bool? other) => one == true || other == true ? true : one ?? other;

    /// <summary>The shorter way that is known.</summary>
    public static IReadOnlyList<string> Shorter(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 || (other.Count > 0 && other.Count < one.Count) ? other : one;

    /// <summary>Who requires it in either place, bounded.</summary>
    public static IReadOnlyList<string> Together(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        other.Count == 0 ? one : one.Count == 0 ? other : [.. one.Union(other, StringComparer.Ordinal).Take(LockGraph.MaxRequiredBy)];
}
