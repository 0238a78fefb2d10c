namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>Lines as editors count them: <c>\r\n</c> is one break, and so is each of the two alone.</summary>
internal static class Lines
{
    /// <summary>How many breaks a text has.</summary>
    public static int In(ReadOnlySpan<char> text)
    {
        var lines = 0;
        for (var at = text.IndexOfAny('\r', '\n'); at >= 0; at = text.IndexOfAny('\r', '\n'))
        {
            lines++;
            text = text[(text[at..].StartsWith("\r\n") ? at + 2 : at + 1)..];
        }

        return lines;
    }
}
