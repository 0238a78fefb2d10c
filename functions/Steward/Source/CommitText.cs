namespace Steward.Source;

/// <summary>Reading commit messages.</summary>
public static class CommitText
{
    /// <summary>The first line that is not empty, without white space around it.</summary>
    public static string Title(string message)
    {
        var text = message.AsSpan().Trim();
        var end = text.IndexOf('\n');
        return (end < 0 ? text : text[..end]).Trim().ToString();
    }
}
