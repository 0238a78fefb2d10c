using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Finds the headers of the GNU licences, whose words decide whether later versions are granted, and shorter statements: "under the GPLv2+".</summary>
internal static class GnuHeaders
{
    private const int LeadReach = 60;
    private const int TailReach = 150;
    private const int SameStatement = 40;
    private const double Whole = 0.97;
    private const double Stated = 0.8;
    private const double Vague = 0.5;

    /// <summary>All of them, in order.</summary>
    public static IEnumerable<Mention> Find(Knowledge knowledge, Tokens tokens)
    {
        var words = knowledge.Gnu;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Words[i] < 0) continue;
            var found = words.ShortAt(tokens.Words[i]) is { } brief ? Brief(knowledge, tokens, i, brief)
                : words.NameAt(tokens, i) is { } name ? Long(knowledge, tokens, name)
                : null;
            if (found is null) continue;
            yield return found;
            i = Math.Max(i, found.End - 1);
        }
    }

    private static Mention? Brief(Knowledge knowledge, Tokens tokens, int at, (string Family, string Version) brief)
    {
        if (!knowledge.Statements.Precede(tokens, at)) return null;
        var end = at + 1;
        var orLater = brief.Version.EndsWith('+');
        if (end + 1 < tokens.Count && tokens.Words[end] == knowledge.Gnu.Or && knowledge.Gnu.Later.Contains(tokens.Words[end + 1])) (end, orLater) = (end + 2, true);
        return GnuVersion.IdOf(brief.Family, brief.Version.TrimEnd('+'), orLater) is { } id ? new Mention(id, FoundKind.Reference, Stated, at, end) : null;
    }

    private static Mention? Long(Knowledge knowledge, Tokens tokens, GnuName name)
    {
        var words = knowledge.Gnu;
        var lead = Lead(words, tokens, name.Start);
        if (lead < 0 && !knowledge.Statements.Precede(tokens, name.Start)) return null;
        var version = GnuVersion.Read(words, tokens, name);
        var start = lead < 0 ? Math.Max(0, name.Start - 1) : lead;
        var end = Math.Max(name.End, version?.End ?? 0);
        if (lead >= 0 || tokens.Has(words.Published, name.End, name.End + SameStatement)) end = Tail(words, tokens, end);
        if (version is null) return Unversioned(name.Family, start, end);
        var kind = lead >= 0 ? FoundKind.Header : FoundKind.Reference;
        return version.IdOf(name.Family) is { } id
            ? new Mention(id, kind, lead >= 0 ? Whole : Stated, start, end)
            : new Mention(null, FoundKind.Unknown, Vague, start, end);
    }

    // A GNU licence without a version grants every one that was ever published (GPL, section 9; LGPL 2.1, section 13); the AGPL and the GFDL likewise.
    private static Mention Unversioned(string family, int start, int end)
    {
        var first = family switch { "GPL" => "1.0", "LGPL" => "2.0", "AGPL" => "1.0", _ => "1.1" };
        return new Mention(GnuVersion.IdOf(family, first, true), FoundKind.Reference, Vague, start, end);
    }

    // Where the statement begins that ends in the name: "... is free software; you can redistribute it and/or modify it under the terms of the".
    private static int Lead(GnuWords words, Tokens tokens, int name)
    {
        var from = Math.Max(0, name - LeadReach);
        var said = tokens.EndOf(words.Redistribute, from, name);
        if (said < 0) return -1;
        var free = tokens.EndOf(words.FreeSoftware, from, said);
        var start = (free < 0 ? said - words.Redistribute.Length : free - words.FreeSoftware.Length) - 1;
        while (start > from && !tokens.Starts[start] && tokens.Lines[start - 1] == tokens.Lines[start]) start--;
        return Math.Max(start, from);
    }

    // The usual sentences behind it: no warranty, where the licence is to be had.
    private static int Tail(GnuWords words, Tokens tokens, int from)
    {
        var until = Math.Min(tokens.Count, from + TailReach);
        var another = tokens.EndOf(words.Redistribute, from, until);
        if (another >= 0) until = another;
        var end = from;
        foreach (var tail in words.Tails)
        {
            for (var at = tokens.EndOf(tail, from, until); at >= 0 && at <= until; at = tokens.EndOf(tail, at, until)) end = Math.Max(end, at);
        }

        return end;
    }
}
