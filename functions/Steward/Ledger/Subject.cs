using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>
/// What evidence is about. Text form <c>kind:id</c>: <c>commit:sha</c>, <c>blob:sha</c>, <c>release:tag@sha</c>,
/// <c>environment:fingerprint</c>, <c>artefact:sha256</c>, <c>product:owner/name</c>.
/// </summary>
/// <param name="Kind">Lower-case letters.</param>
/// <param name="Id">At most 400 printable characters.</param>
[JsonConverter(typeof(TextIdConverter<Subject>))]
public readonly record struct Subject(string Kind, string Id) : ITextId<Subject>
{
    private const int MaxId = 400;

    /// <summary>A commit.</summary>
    public static Subject Commit(CommitSha sha) => new("commit", sha.ToString());

    /// <summary>The content of a file, by its git blob sha.</summary>
    public static Subject Blob(CommitSha sha) => new("blob", sha.ToString());

    /// <summary>A release: a tag at a commit.</summary>
    public static Subject Release(string tag, CommitSha sha) => new("release", $"{tag}@{sha}");

    /// <summary>An environment, by the fingerprint of its lock.</summary>
    public static Subject Environment(string fingerprint) => new("environment", fingerprint);

    /// <summary>The product itself.</summary>
    public static Subject Product(ProductId product) => new("product", product.ToString());

    /// <summary>Reads <c>kind:id</c>.</summary>
    public static bool TryParse(string? text, out Subject id)
    {
        id = default;
        var colon = text?.IndexOf(':') ?? -1;
        if (colon < 1 || text!.Length - colon - 1 is 0 or > MaxId || text.Any(char.IsControl)) return false;
        if (!text.AsSpan(0, colon).ToString().All(char.IsAsciiLetterLower)) return false;
        id = new Subject(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Id}";
}
