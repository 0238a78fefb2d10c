using System.Text;

namespace Steward.Stages.Security.Licences.Locks.Values;

/// <summary>A document as far as it could be read.</summary>
/// <param name="Root">Its value; what stands before a problem is kept.</param>
/// <param name="Problem">One sentence with the place; null when all is well.</param>
internal sealed record LockDocument(LockNode Root, string? Problem)
{
    /// <summary>The deepest nesting: real lock files have at most five levels.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most values of one document.</summary>
    public const int MaxValues = 4_000_000;

    /// <summary>The text of a file: UTF-8, without its mark; what is not valid becomes U+FFFD, which no name may have.</summary>
    public static string TextOf(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF');

    /// <summary>The reading of a document that a reader went through: a broken document is a problem, also when packages were found.</summary>
    public LockReading Finish(LockReading reading) => Problem is null ? reading : reading with { Problem = Problem };
}
