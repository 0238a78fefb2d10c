using System.Globalization;
using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Stages.Testing.Results;

/// <summary>One of the parts that a test set is run in, as test runners number them: <c>2/4</c>.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>The most shards of one set.</summary>
    public const int MaxCount = 1000;

    /// <summary>True when it is the whole set.</summary>
    [JsonIgnore]
    public bool IsWhole => Count == 1;

    /// <summary>Reads <c>K/N</c>; null stays null. Invalid with what is expected otherwise.</summary>
    public static Shard? Parse(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('/');
        return parts.Length == 2 && Read(parts[0]) is { } number && Read(parts[1]) is { } count && number <= count
            ? new Shard(number, count)
            : throw StewardException.Invalid($"shard is '{Texts.Clip(text, 40)}'; it must be K/N with N at most {MaxCount} and K from 1 to N, for instance 2/4.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"shard {Number} of {Count}";

    private static int? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxCount ? number : null;
}
