using Steward.Stages.Security.Licences.Detection.Headers;
using Steward.Stages.Security.Licences.Detection.Matching;
using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>What was found in one file so far: what comes first explains its words, and what is said within them is not found once more.</summary>
internal sealed class Findings(Knowledge knowledge, Tokens tokens)
{
    // A title and the text below it are one.
    private const int TitleLines = 6;
    private readonly bool[] _explained = new bool[tokens.Count];
    private readonly bool[] _ofException = new bool[tokens.Count];
    private readonly List<FoundLicence> _found = [];

    /// <summary>Adds texts.</summary>
    public void Add(IEnumerable<Region> regions)
    {
        foreach (var region in regions)
        {
            var known = knowledge.Texts.Texts[region.Text];
            _found.Add(new FoundLicence(known.Id, FoundKind.Text, Math.Round(region.Score, 3), tokens.Lines[region.Start], tokens.Lines[region.End - 1], known.SameText));
            Explain(region.Start, region.End);
            if (SpdxList.Current.Exception(known.Id) is not null) _ofException.AsSpan(region.Start..region.End).Fill(true);
        }
    }

    /// <summary>Adds headers and references.</summary>
    public void Add(IEnumerable<Mention> mentions)
    {
        foreach (var mention in mentions)
        {
            if (IsWithin(mention)) continue;
            var found = new FoundLicence(mention.Id, mention.Kind, mention.Confidence, tokens.Lines[mention.Start], tokens.Lines[mention.End - 1], []);
            if (!JoinTitle(found)) _found.Add(found);
            Explain(mention.Start, mention.End);
        }
    }

    /// <summary>Adds tags.</summary>
    public void Add(IEnumerable<FoundLicence> tags)
    {
        foreach (var tag in tags)
        {
            _found.Add(tag);
            Explain(FirstOf(tag.StartLine), FirstOf(tag.StartLine + 1));
        }
    }

    /// <summary>Adds what talks like a licence and was not explained.</summary>
    public void AddUnknown() => _found.AddRange(UnknownFinder.Find(tokens, _explained, _found.Count == 0).ToList());

    /// <summary>All, by line; what is the same and lies together is one.</summary>
    public IReadOnlyList<FoundLicence> ToList()
    {
        var list = new List<FoundLicence>();
        foreach (var found in _found.OrderBy(f => f.StartLine).ThenBy(f => f.EndLine).ThenBy(f => f.Kind).ThenBy(f => f.Id, StringComparer.Ordinal))
        {
            if (list.Count > 0 && IsOne(list[^1], found))
                list[^1] = list[^1] with { EndLine = Math.Max(list[^1].EndLine, found.EndLine), Confidence = Math.Max(list[^1].Confidence, found.Confidence) };
            else list.Add(found);
        }

        return ExceptionJoints.Join(list);
    }

    private static bool IsOne(FoundLicence before, FoundLicence found) =>
        found.Kind is FoundKind.Reference or FoundKind.Unknown && before.Kind == found.Kind && before.Id == found.Id && found.StartLine <= before.EndLine + 1;

    // The first word on or behind a line.
    private int FirstOf(int line)
    {
        var (low, high) = (0, tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens.Lines[middle] < line) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // A header may go around the paragraph of its exception; nothing else is found twice.
    private bool IsWithin(Mention mention)
    {
        if (mention.Kind != FoundKind.Header || _explained[mention.Start]) return _explained.AsSpan(mention.Start..mention.End).Contains(true);
        for (var i = mention.Start; i < mention.End; i++)
        {
            if (_explained[i] && !_ofException[i]) return true;
        }

        return false;
    }

    private void Explain(int start, int end) => _explained.AsSpan(start..end).Fill(true);

    // A name right before or behind its text is no finding of its own; before it, it is the text's title.
    private bool JoinTitle(FoundLicence named)
    {
        if (named.Kind != FoundKind.Reference) return false;
        var at = _found.FindIndex(f =>
            f.Kind == FoundKind.Text && (f.Id == named.Id || f.SameText.Contains(named.Id!))
            && f.StartLine - named.EndLine <= TitleLines && named.StartLine - f.EndLine <= TitleLines);
        if (at < 0) return false;
        _found[at] = _found[at] with { StartLine = Math.Min(_found[at].StartLine, named.StartLine) };
        return true;
    }
}
