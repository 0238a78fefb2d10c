namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>Sequences of words, equal by their words.</summary>
internal sealed class WordsComparer : IEqualityComparer<int[]>
{
    public static WordsComparer Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = default(HashCode);
        foreach (var word in obj) hash.Add(word);
        return hash.ToHashCode();
    }
}
