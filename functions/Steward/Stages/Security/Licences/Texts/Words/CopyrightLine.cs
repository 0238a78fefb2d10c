namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>Whether a line is a copyright notice: it begins with the word or the sign, and has a sign, a year or "by".</summary>
internal struct CopyrightLine
{
    // A longer line holds more than a notice.
    private const int MostWords = 22;
    private bool _begins;
    private bool _signed;
    private bool _reserved;

    /// <summary>True when the last word was "version": a number behind it is no bullet.</summary>
    public bool AfterVersion { get; private set; }

    /// <summary>That of the line behind.</summary>
    public readonly CopyrightLine Next() => new() { AfterVersion = AfterVersion };

    /// <summary>A © or (c) was read.</summary>
    public void Sign() => _signed = true;

    /// <summary>A word was read, the nth of its line.</summary>
    public void Word(ReadOnlySpan<char> word, int nth)
    {
        AfterVersion = word is "version" or "v" or "clause" or "section";
        if (nth == 0) (_begins, _reserved) = (_signed || word is "copyright" or "portions", word is "all");
        else if (nth == 1) _reserved &= word is "rights";
        else if (nth == 2) _reserved &= word is "reserved";
        if (nth > 0 && (word is "by" || IsYear(word))) _signed |= nth < 4 || word is not "by";
    }

    /// <summary>The answer at the end of a line with so many words.</summary>
    public readonly bool IsNotice(int words) => words is > 0 and <= MostWords && ((_begins && _signed) || (_reserved && words == 3));

    private static bool IsYear(ReadOnlySpan<char> word) =>
        word.Length is 4 or 8 && (word.StartsWith("19") || word.StartsWith("20")) && !word.ContainsAnyExceptInRange('0', '9');
}
