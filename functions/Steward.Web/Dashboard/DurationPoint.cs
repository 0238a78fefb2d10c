namespace Steward.Web.Dashboard;

/// <summary>One duration of a chart.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="IsBad">Whether what took so long is not in order.</param>
/// <param name="Tone">The class that it is shown in.</param>
/// <param name="Text">What it is, in a few words.</param>
public sealed record DurationPoint(double Seconds, bool IsBad, string Tone, string Text);
