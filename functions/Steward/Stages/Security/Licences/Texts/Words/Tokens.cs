namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>A text as words.</summary>
/// <param name="Words">The word's number in the vocabulary, or -1.</param>
/// <param name="Lines">The line of each word, from 1.</param>
/// <param name="Neutral">True for words of copyright notices: they may be missing or added anywhere (SPDX matching guidelines).</param>
/// <param name="Starts">True for the first word of a line.</param>
internal sealed record Tokens(int[] Words, int[] Lines, bool[] Neutral, bool[] Starts)
{
    public int Count => Words.Length;

    /// <summary>The tokens whose words are not neutral.</summary>
    public int[] Binding() => [.. Words.Where((_, i) => !Neutral[i])];
}
