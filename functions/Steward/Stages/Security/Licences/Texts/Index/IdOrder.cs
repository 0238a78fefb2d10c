using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>
/// Which of several ids with one text stands for all: an id of today before a deprecated one, "-only" before the others (a text alone says
/// nothing of later versions), the shorter one, and then by letters.
/// </summary>
internal sealed class IdOrder : IComparer<string>
{
    private static readonly HashSet<string> _deprecated = new(SpdxList.Current.Deprecated, StringComparer.OrdinalIgnoreCase);

    public static IdOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Key(x!).CompareTo(Key(y!)) is var byKey and not 0 ? byKey : string.CompareOrdinal(x, y);

    private static (bool Old, bool NotOnly, int Length) Key(string id) =>
        (_deprecated.Contains(id) || id.EndsWith('+'), !id.EndsWith("-only", StringComparison.Ordinal), id.Length);
}
