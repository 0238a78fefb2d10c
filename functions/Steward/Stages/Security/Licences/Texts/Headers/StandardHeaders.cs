using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>The sentences around a licence's name that make it the licence's standard header: what stands before it, and where the header ends.</summary>
internal sealed class StandardHeaders
{
    private const int LeadReach = 45;
    private const int TailReach = 130;

    private static readonly (string Id, string? Lead, string? Tail)[] _sentences =
    [
        ("Apache-2.0", null, "limitations under the license"),
        ("Apache-2.0", null, "apache org licenses license 2.0"),
        ("Apache-2.0", null, "apache org licenses license2.0"),
        ("MPL-2.0", "this source code form is subject to the terms of", "mozilla org mpl 2.0"),
        ("MPL-2.0", "this source code form is subject to the terms of", null),
        ("MPL-1.1", "contents of this file are subject to", "rights and limitations under the license"),
        ("MPL-1.1", "contents of this file are subject to", null),
        ("MPL-1.0", "contents of this file are subject to", "rights and limitations under the license"),
        ("NPL-1.1", "contents of this file are subject to", "rights and limitations under the license"),
        ("EPL-1.0", "accompanying materials are made available under", "eclipse org legal eplv10 html"),
        ("EPL-1.0", "accompanying materials are made available under", null),
        ("EPL-2.0", "accompanying materials are made available under", "eclipse org legal epl2.0"),
        ("EPL-2.0", "accompanying materials are made available under", null),
        ("CPL-1.0", "accompanying materials are made available under", null),
        ("CDDL-1.0", "contents of this file are subject to", "limitations under the license"),
        ("CDDL-1.0", "contents of this file are subject to", null),
        ("CDDL-1.1", "contents of this file are subject to", null),
        ("BSL-1.0", "distributed under the", "boost org license 1 0 txt"),
        ("BSL-1.0", "distributed under the", "license 1 0 txt"),
        ("OFL-1.1", "font software is licensed under", "scripts sil org ofl"),
        ("OFL-1.1", "font software is licensed under", null),
        ("AFL-3.0", "licensed under the", null), ("AFL-2.1", "licensed under the", null), ("OSL-3.0", "licensed under the", null),
        ("EUPL-1.2", "licensed under the", "limitations under the"), ("EUPL-1.1", "licensed under the", "limitations under the"),
        ("ECL-2.0", null, "limitations under the license"),
    ];

    private readonly ILookup<string, (int[]? Lead, int[]? Tail)> _byId;

    public StandardHeaders(Vocabulary vocabulary) => _byId = _sentences.ToLookup(
        s => s.Id, s => (s.Lead is null ? null : Phrase.Of(s.Lead, vocabulary), s.Tail is null ? null : Phrase.Of(s.Tail, vocabulary)), StringComparer.Ordinal);

    /// <summary>The limits of the header around a name; null where there is none.</summary>
    public (int Start, int End)? Around(Tokens tokens, string id, int start, int end)
    {
        foreach (var (lead, tail) in _byId[id])
        {
            var tailEnd = tail is null ? end : tokens.EndOf(tail, end, end + TailReach);
            if (tailEnd < 0) continue;
            if (lead is null) return (FirstOfLine(tokens, start), tailEnd);
            var leadEnd = tokens.EndOf(lead, start - LeadReach, start);
            if (leadEnd >= 0) return (FirstOfLine(tokens, leadEnd - lead.Length), tailEnd);
        }

        return null;
    }

    private static int FirstOfLine(Tokens tokens, int word)
    {
        var start = word;
        while (start > 0 && !tokens.Starts[start] && tokens.Lines[start - 1] == tokens.Lines[start]) start--;
        return start;
    }
}
