using System.Text.RegularExpressions;

namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>What the lines of stack traces look like in .NET, Java, Python and Node.</summary>
internal static partial class TraceLine
{
    /// <summary>The words with which Python begins a trace.</summary>
    public const string PythonBegin = "Traceback (most recent call last):";

    private static readonly string[] Joints =
    [
        "Caused by:", "Suppressed:", "--- End of ", "---> ", "... ",
        "During handling of the above exception", "The above exception was the direct cause",
    ];

    /// <summary>A frame or another line that can only stand inside a trace.</summary>
    public static bool IsInside(string line)
    {
        var text = line.AsSpan().TrimStart();
        var indented = text.Length < line.Length;
        if (indented && (text.StartsWith("at ", StringComparison.Ordinal) || text.StartsWith("File \"", StringComparison.Ordinal))) return true;
        return StartsWithJoint(text, indented);
    }

    /// <summary>"Namespace.SomeException: message" at the beginning of a line: the type, or null.</summary>
    public static string? ExceptionType(string line)
    {
        var match = Header().Match(line.Length > 400 ? line[..400] : line);
        return match.Success ? match.Groups["type"].Value : null;
    }

    /// <summary>The function of a frame, without arguments and line numbers; null when the line is no frame.</summary>
    public static string? Function(string line)
    {
        var text = line.Trim();
        if (text.StartsWith("at ", StringComparison.Ordinal)) return Cut(text[3..]);
        if (!text.StartsWith("File \"", StringComparison.Ordinal)) return null;
        var name = text.LastIndexOf(", in ", StringComparison.Ordinal);
        return name < 0 ? Cut(text) : text[(name + 5)..].Trim();
    }

    private static bool StartsWithJoint(ReadOnlySpan<char> text, bool indented)
    {
        foreach (var joint in Joints)
        {
            // "... 12 more" and "---> inner" are indented; a bare "... " can begin any line.
            if (text.StartsWith(joint, StringComparison.Ordinal) && (indented || joint[0] is not '.')) return true;
        }

        return false;
    }

    private static string Cut(string frame)
    {
        var end = frame.AsSpan().IndexOfAny('(', ' ');
        return (end > 0 ? frame[..end] : frame).TrimEnd(':');
    }

    [GeneratedRegex(@"^(?:Unhandled exception[.:]? |Uncaught |Exception in thread ""[^""]{0,80}"" )?(?<type>(?:[A-Za-z_$][\w$]{0,80}\.){0,12}(?:[A-Z][\w$]{0,80})?(?:Exception|Error|Fault|Failure|Exit|Interrupt|Warning))(:|$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();
}
