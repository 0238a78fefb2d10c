namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>Words that the SPDX matching guidelines hold to be the same, each with the one that stands for all (annex of SPDX 2.3, "equivalent words").</summary>
internal static class Spelling
{
    private const int Shortest = 3;

    private static readonly string[] _pairs =
    [
        "acknowledgement acknowledgment", "analogue analog", "analyse analyze", "artefact artifact", "authorisation authorization",
        "authorised authorized", "calibre caliber", "cancelled canceled", "capitalisations capitalizations", "catalogue catalog",
        "categorise categorize", "centre center", "emphasised emphasized", "favour favor", "favourite favorite", "fulfil fulfill",
        "fulfilment fulfillment", "https http", "initialise initialize", "judgement judgment", "labelling labeling", "labour labor",
        "maximise maximize", "merchantibility merchantability", "modelled modeled", "modelling modeling", "offence offense", "optimise optimize",
        "organisation organization", "organise organize", "owner holder", "owners holders", "practise practice", "programme program",
        "realise realize", "recognise recognize", "signalling signaling", "utilisation utilization", "whilst while", "wilful willful",
        "copyrights copyright", "sublicence sublicense",
    ];

    private static readonly Dictionary<string, string> _same = _pairs.Select(p => p.Split(' ')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup = _same.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Writes the word in its common spelling into its buffer; the length may change.</summary>
    public static int Normalise(Span<char> buffer, int length)
    {
        var word = buffer[..length];
        if (length > Shortest && _lookup.TryGetValue(word, out var same))
        {
            same.CopyTo(buffer);
            return same.Length;
        }

        // licence, licences, licenced, sublicence...: one letter apart.
        var at = word.IndexOf("licenc");
        if (at >= 0) word[at + 5] = 's';
        return length;
    }
}
