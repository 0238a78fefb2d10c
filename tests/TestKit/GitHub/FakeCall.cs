namespace Steward.TestKit.GitHub;

/// <summary>A call that the fake has answered.</summary>
/// <param name="Method">GET, POST...</param>
/// <param name="Path">The path without the query.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Status">What was answered.</param>
public sealed record FakeCall(string Method, string Path, string Query, string Body, int Status)
{
    /// <summary>Unchanged answers do not count against the rate limit.</summary>
    public bool Counts => Status != 304;

    public override string ToString() => $"{Method} {Path}{Query} -> {Status}";
}
