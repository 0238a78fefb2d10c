using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Which versions a statement about a GNU licence grants.</summary>
/// <param name="Numbers">The versions that are named, in order.</param>
/// <param name="OrLater">True when later ones may be chosen.</param>
/// <param name="End">Behind the last word that says so.</param>
internal sealed record GnuVersion(IReadOnlyList<string> Numbers, bool OrLater, int End)
{
    private const int Before = 14;
    private const int Behind = 26;
    private const int More = 16;

    /// <summary>Reads what stands behind the name, or else before it: "version 2 of the GNU ...".</summary>
    public static GnuVersion? Read(GnuWords words, Tokens tokens, GnuName name) =>
        ReadFrom(words, tokens, name.End, Behind) ?? ReadFrom(words, tokens, Math.Max(0, name.Start - Before), Math.Min(Before, name.Start), name.Start);

    /// <summary>The id: several versions make an expression; null where the list has none such.</summary>
    public string? IdOf(string family)
    {
        var ids = Numbers.Select(n => IdOf(family, n, OrLater && n == Numbers[^1])).ToList();
        return ids.Contains(null) ? null : string.Join(" OR ", ids);
    }

    /// <summary>The id of one version; null where the list has none.</summary>
    public static string? IdOf(string family, string number, bool orLater)
    {
        var full = number.Contains('.') ? number : number + ".0";
        return SpdxList.Current.Licence($"{family}-{full}{(orLater ? "-or-later" : "-only")}");
    }

    private static GnuVersion? ReadFrom(GnuWords words, Tokens tokens, int from, int reach, int limit = int.MaxValue)
    {
        for (var i = from; i < Math.Min(Math.Min(tokens.Count, limit), from + reach); i++)
        {
            // Another licence begins here.
            if (i > from && limit == int.MaxValue && words.NameAt(tokens, i) is not null) return null;
            if (words.Numbers.TryGetValue(tokens.Words[i], out var number) && IsVersion(words, tokens, i, from)) return Extend(words, tokens, i, number);
        }

        return null;
    }

    // "version 2", "v2", or the number right behind the name.
    private static bool IsVersion(GnuWords words, Tokens tokens, int at, int from) =>
        at == from || words.Version.Contains(tokens.Words[at - 1]);

    private static GnuVersion Extend(GnuWords words, Tokens tokens, int at, string number)
    {
        var (numbers, end) = (new List<string> { number.TrimEnd('+') }, at + 1);
        if (number.EndsWith('+')) return new GnuVersion(numbers, true, end);
        for (var i = at + 1; i < Math.Min(tokens.Count, at + More); i++)
        {
            if (words.Later.Contains(tokens.Words[i])) return new GnuVersion(numbers, true, i + 1);
            if (tokens.Words[i] == words.Only) return new GnuVersion(numbers, false, i + 1);
            if (words.NameAt(tokens, i) is not null && i > at + 3) break;
            if (words.Numbers.TryGetValue(tokens.Words[i], out var next) && IsAlternative(words, tokens, i)) (end, _) = (i + 1, Add(numbers, next));
        }

        return new GnuVersion(numbers, false, end);
    }

    // "version 2 or (at your option) version 3", "version 2 or 3".
    private static bool IsAlternative(GnuWords words, Tokens tokens, int at) =>
        tokens.Words[at - 1] == words.Or || (words.Version.Contains(tokens.Words[at - 1]) && tokens.Words.AsSpan(Math.Max(0, at - 6)..at).Contains(words.Or));

    private static bool Add(List<string> numbers, string number)
    {
        if (!numbers.Contains(number)) numbers.Add(number.TrimEnd('+'));
        return true;
    }
}
