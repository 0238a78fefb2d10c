using System.Collections.Immutable;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>Reads licence expressions by recursive descent: OR binds weaker than AND, AND weaker than WITH.</summary>
internal sealed class SpdxParser
{
    private const int MaxLength = 4096;
    private const int MaxDepth = 64;
    private readonly List<SpdxToken> _tokens;
    private int _next;
    private int _depth;

    private SpdxParser(List<SpdxToken> tokens) => _tokens = tokens;

    private SpdxToken Next => _tokens[_next];

    /// <summary>Reads a text; never throws on bad input.</summary>
    public static SpdxReading Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new SpdxReading(null, "The licence expression is empty.");
        if (text.Length > MaxLength) return new SpdxReading(null, $"The licence expression has more than {MaxLength} characters.");
        try
        {
            return new SpdxReading(new SpdxParser(SpdxLexer.Cut(text)).Whole(), null);
        }
        catch (SpdxProblemException problem)
        {
            return new SpdxReading(null, problem.Message);
        }
    }

    private SpdxExpression Whole()
    {
        var expression = Any();
        return Next.Kind == SpdxTokenKind.End ? expression : throw Unexpected("AND, OR or the end");
    }

    private SpdxExpression Any() => Chain("OR", All, parts => new SpdxAny(parts), e => (e as SpdxAny)?.Parts);

    private SpdxExpression All() => Chain("AND", Unit, parts => new SpdxAll(parts), e => (e as SpdxAll)?.Parts);

    // Nested chains of the same operator become one, so that the normalised form is the same however they were put in parentheses.
    private SpdxExpression Chain(
        string keyword,
        Func<SpdxExpression> part,
        Func<ImmutableArray<SpdxExpression>, SpdxExpression> join,
        Func<SpdxExpression, ImmutableArray<SpdxExpression>?> partsOf)
    {
        var parts = new List<SpdxExpression>();
        do
        {
            var one = part();
            parts.AddRange(partsOf(one) ?? [one]);
        }
        while (TakeWord(keyword));
        return parts.Count == 1 ? parts[0] : join([.. parts]);
    }

    private SpdxExpression Unit()
    {
        if (Next.Kind != SpdxTokenKind.Open) return Term();
        if (++_depth > MaxDepth) throw new SpdxProblemException($"more than {MaxDepth} nested parentheses", Next.Position);
        _next++;
        var inner = Any();
        if (Next.Kind != SpdxTokenKind.Close) throw Unexpected("')'");
        _next++;
        _depth--;
        return inner;
    }

    private SpdxTerm Term()
    {
        var id = Word("a licence id");
        var plus = Next.Kind == SpdxTokenKind.Plus;
        if (plus) _next++;
        var term = SpdxTerms.Licence(id, plus);
        if (!TakeWord("WITH")) return term;
        var exception = Word("an exception id");
        if (term.Exception is not null)
            throw new SpdxProblemException($"'{id.Text}' carries the exception {term.Exception} already", exception.Position);
        return term with { Exception = SpdxTerms.Exception(exception) };
    }

    private SpdxToken Word(string expected)
    {
        if (Next.Kind != SpdxTokenKind.Word || Next.Is("AND") || Next.Is("OR") || Next.Is("WITH")) throw Unexpected(expected);
        return _tokens[_next++];
    }

    private bool TakeWord(string keyword)
    {
        if (!Next.Is(keyword)) return false;
        _next++;
        return true;
    }

    private SpdxProblemException Unexpected(string expected) => new(
        Next.Kind == SpdxTokenKind.End ? $"{expected} is expected, but the text ends" : $"{expected} is expected, not '{Texts.Clip(Next.Text, 60)}'",
        Next.Position);
}
