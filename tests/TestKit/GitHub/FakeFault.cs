namespace Steward.TestKit.GitHub;

/// <summary>An answer that the fake gives instead of the real one, a number of times.</summary>
/// <param name="Status">The status; 0 breaks the connection off.</param>
/// <param name="Headers">Headers of the answer.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="PathPart">Only calls whose path has this in it.</param>
internal sealed record FakeFault(int Status, IReadOnlyDictionary<string, string> Headers, string Body, string PathPart)
{
    /// <summary>Instead of a status: an answer that begins and does not go on.</summary>
    public const int Stall = -1;

    public int Left { get; set; }
}
