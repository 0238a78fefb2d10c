namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>One error: a line, or a line with the stack trace behind it.</summary>
/// <param name="FirstLine">Its first line, from 1.</param>
/// <param name="LastLine">Its last line.</param>
/// <param name="Message">What it says: the line, a JSON line's message, or an exception's.</param>
/// <param name="Exception">The exception, or null.</param>
public sealed record ErrorRecord(int FirstLine, int LastLine, string Message, ExceptionShape? Exception)
{
    /// <summary>Whether the message is a message alone, without date, level and host before it.</summary>
    public bool IsBare { get; init; }
}

/// <summary>What tells one exception from another.</summary>
/// <param name="Type">Its type, or empty.</param>
/// <param name="TopFrame">The function that it was thrown in, without line numbers, or empty.</param>
public sealed record ExceptionShape(string Type, string TopFrame)
{
    /// <summary>As a part of a group's identity.</summary>
    public string Context => TopFrame.Length == 0 ? Type : $"{Type} in {TopFrame}";
}
