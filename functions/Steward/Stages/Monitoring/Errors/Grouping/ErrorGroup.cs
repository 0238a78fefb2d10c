namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Errors with one cause, as far as their lines tell.</summary>
/// <param name="Id">Its id: 16 hexadecimal digits, the same wherever the same error is grouped first.</param>
/// <param name="Template">What its errors have in common, with masks where they differ.</param>
/// <param name="Count">How many errors.</param>
/// <param name="FirstLine">The first line of the first one.</param>
/// <param name="LastLine">The last line of the last one.</param>
/// <param name="Example">The first one's message, cut.</param>
public sealed record ErrorGroup(string Id, string Template, long Count, int FirstLine, int LastLine, string Example)
{
    /// <summary>The exception's type and the function it was thrown in, or empty.</summary>
    public string Context { get; init; } = "";
}

/// <summary>A group that is known from before.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Context">The exception's type and function, or empty.</param>
/// <param name="Template">Its template.</param>
public sealed record KnownGroup(string Id, string Context, string Template);
