using System.Text.RegularExpressions;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running;

/// <summary>Puts the numbers of a shard where a command or path says <c>{shard}</c> and <c>{shards}</c>. The shell's own <c>${shard}</c> stays.</summary>
public static partial class ShardText
{
    /// <summary>True when the text says where the number of a shard goes.</summary>
    public static bool Names(string text) => Places().Matches(text).Any(m => m.Value == "{shard}");

    /// <summary>The text for a shard; unchanged where there is none.</summary>
    public static string Fill(string text, Shard? shard) =>
        shard is null ? text : Places().Replace(text, place => place.Value == "{shard}" ? $"{shard.Number}" : $"{shard.Count}");

    [GeneratedRegex(@"(?<!\$)\{shards?\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Places();
}
