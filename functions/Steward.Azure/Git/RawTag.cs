using System.Globalization;
using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>A line of <c>git for-each-ref</c>: a tag, what it points to and, for an annotated tag, what that points to.</summary>
internal sealed record RawTag(string Name, long Created, string Type, CommitSha Target, string PeeledType, CommitSha Peeled)
{
    /// <summary>The fields; names of refs hold neither spaces nor line ends.</summary>
    public const string Format = "--format=%(refname) %(creatordate:unix) %(objecttype) %(objectname) %(*objecttype) %(*objectname)";

    /// <summary>The commit; null where more is to be peeled, or it is none.</summary>
    public CommitSha? Commit => Type == "commit" ? Target : PeeledType == "commit" ? Peeled : null;

    /// <summary>True for a tag of a tag.</summary>
    public bool IsNested => PeeledType == "tag";

    /// <summary>Reads the lines.</summary>
    public static async Task<IReadOnlyList<RawTag>> ReadAsync(Stream output, int max, CancellationToken cancellation)
    {
        var lines = new RecordReader(output, (byte)'\n');
        var tags = new List<RawTag>();
        while (await lines.NextAsync(cancellation) is { } line) tags.AddBounded(Parse(line.Split(' ')), max);
        return tags;
    }

    private static RawTag Parse(string[] fields) => new(
        fields[0]["refs/tags/".Length..],
        long.TryParse(fields[1], CultureInfo.InvariantCulture, out var created) ? created : 0,
        fields[2], CommitSha.Parse(fields[3]), fields[4], fields[5].Length == 0 ? CommitSha.None : CommitSha.Parse(fields[5]));
}
