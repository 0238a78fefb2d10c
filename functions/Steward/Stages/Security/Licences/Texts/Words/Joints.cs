namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>What may stand inside a word without ending it.</summary>
internal static class Joints
{
    /// <summary>The length of the joint at a position behind a word's letter, or 0.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '\'' or '’' or '‘' or '´' when char.IsLetter(next) => 1,
            '-' or '\u2010' or '\u2011' or '\u00ad' when char.IsLetterOrDigit(next) => 1,
            '.' when char.IsAsciiDigit(next) && char.IsAsciiDigit(text[at - 1]) => 1,
            '+' when char.IsAsciiDigit(text[at - 1]) && !char.IsLetterOrDigit(next) => 1,
            _ => 0,
        };
    }
}
