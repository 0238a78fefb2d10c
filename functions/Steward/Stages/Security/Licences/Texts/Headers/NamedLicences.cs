using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Finds licences that are named in a statement: standard headers, and shorter ones such as "Released under the MIT license".</summary>
internal static class NamedLicences
{
    private const int WordReach = 4;
    private const double Whole = 0.95;
    private const double Stated = 0.7;
    private const double Titled = 0.6;
    private const double Vague = 0.4;

    /// <summary>All of them, in order. A licence that merely stands alone on its line counts in licence files only.</summary>
    public static IEnumerable<Mention> Find(Knowledge knowledge, Tokens tokens, bool isLicenceFile)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Words[i] < 0 || knowledge.Names.At(tokens, i) is not { } named) continue;
            if (Read(knowledge, tokens, i, named, isLicenceFile) is { } found) yield return found;
            i = named.End - 1;
        }
    }

    private static Mention? Read(Knowledge knowledge, Tokens tokens, int at, NamedLicence named, bool isLicenceFile)
    {
        var end = Math.Min(named.End, tokens.Count);
        if (named.Id is { } id && knowledge.Standards.Around(tokens, id, at, end) is { } header) return new Mention(id, FoundKind.Header, Whole, header.Start, header.End);
        if (knowledge.Statements.IsVerb(tokens.Words[at])) return Stating(named.Id, at, end);
        if (named.IsWord ? knowledge.Statements.Precede(tokens, at, WordReach) : knowledge.Statements.Precede(tokens, at)) return Stating(named.Id, at, end);
        return isLicenceFile && named.Id is not null && knowledge.Statements.StandAlone(tokens, at, end) ? new Mention(named.Id, FoundKind.Reference, Titled, at, end) : null;
    }

    private static Mention Stating(string? id, int at, int end) =>
        id is null ? new Mention(null, FoundKind.Unknown, Vague, at, end) : new Mention(id, FoundKind.Reference, Stated, at, end);
}
