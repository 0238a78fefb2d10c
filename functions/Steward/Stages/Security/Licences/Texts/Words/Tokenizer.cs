using System.Runtime.InteropServices;

namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>
/// Cuts a text into normalised words, in one pass (SPDX matching guidelines, annex B of SPDX 2.3): letter case, white space, punctuation, quotes and
/// comment markers do not count; bullets, numbers of paragraphs, placeholders and tags of HTML are left out; copyright notices are marked.
/// </summary>
internal ref struct Tokenizer
{
    private const int LongestWord = 40;
    private readonly ReadOnlySpan<char> _text;
    private readonly Vocabulary _vocabulary;
    private readonly bool _adds;
    private readonly Span<char> _word;
    private readonly List<int> _words;
    private readonly List<int> _lines = [];
    private readonly List<bool> _neutral = [];
    private readonly List<bool> _starts = [];
    private CopyrightLine _notice;
    private int _at;
    private int _line;
    private int _lineWords;
    private bool _afterStop = true;

    private Tokenizer(ReadOnlySpan<char> text, Vocabulary vocabulary, bool adds, Span<char> word)
    {
        _text = text;
        _word = word;
        (_vocabulary, _adds) = (vocabulary, adds);
        _words = new List<int>(text.Length / 6);
    }

    /// <summary>Cuts; words that the vocabulary has not are unknown.</summary>
    public static Tokens Cut(ReadOnlySpan<char> text, Vocabulary vocabulary, int firstLine) =>
        new Tokenizer(text, vocabulary, false, stackalloc char[LongestWord + 24]) { _line = firstLine }.Run();

    /// <summary>Cuts, and adds new words to the vocabulary.</summary>
    public static Tokens CutAndLearn(ReadOnlySpan<char> text, Vocabulary vocabulary) => new Tokenizer(text, vocabulary, true, stackalloc char[LongestWord + 24]) { _line = 1 }.Run();

    private Tokens Run()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsAsciiLetterOrDigit(c) || (c > 127 && char.IsLetterOrDigit(c))) Word();
            else Other(c);
        }

        EndLine();
        return new Tokens([.. _words], [.. _lines], [.. _neutral], [.. _starts]);
    }

    private void Other(char c)
    {
        var skip = c switch
        {
            '\n' or '\r' => LineBreak(c),
            '<' or '[' or '{' => Placeholders.LengthAt(_text[_at..]),
            '(' => Bullets.InParentheses(_text[_at..]),
            '\\' => Placeholders.EscapeAt(_text[_at..]),
            '&' => Placeholders.EntityAt(_text[_at..]),
            _ => 0,
        };
        if (c is '©' || (skip == 3 && c is '(' && _text[_at + 1] is 'c' or 'C')) _notice.Sign();
        // A bullet may follow the end of a sentence, as it does where lines were joined.
        if (!char.IsWhiteSpace(c)) _afterStop = c is '.' or ';' or ':' or '*' or '-' or '(' || (_lineWords == 0);
        _at += Math.Max(skip, 1);
    }

    private int LineBreak(char c)
    {
        EndLine();
        _line++;
        return c == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
    }

    private void EndLine()
    {
        if (_notice.IsNotice(_lineWords)) CollectionsMarshal.AsSpan(_neutral)[^_lineWords..].Fill(true);
        (_notice, _lineWords, _afterStop) = (_notice.Next(), 0, true);
    }

    private void Word()
    {
        if ((_afterStop || _lineWords == 0) && Bullets.LengthAt(_text[_at..], _lineWords == 0) is var bullet and > 0 && !_notice.AfterVersion)
        {
            _at += bullet;
            return;
        }

        var begin = _line;
        var length = Read();
        _afterStop = false;
        if (_lineWords == 0 && CommentWords.Is(_word[..length])) return;
        length = Spelling.Normalise(_word, length);
        Add(_word[..length], begin);
    }

    private void Add(ReadOnlySpan<char> word, int line)
    {
        _notice.Word(word, _lineWords);
        _words.Add(_adds ? _vocabulary.Add(word) : _vocabulary.Find(word));
        _lines.Add(line);
        _neutral.Add(false);
        _starts.Add(_lineWords == 0);
        _lineWords++;
    }

    // Letters and digits; apostrophes and hyphens inside a word do not count, nor does the hyphen at the end of a line; a point counts between digits.
    private int Read()
    {
        var length = 0;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsAsciiLetterOrDigit(c) || (c > 127 && char.IsLetterOrDigit(c)))
            {
                if (length < LongestWord) _word[length++] = char.ToLowerInvariant(c);
                _at++;
            }
            else if (Joints.LengthAt(_text, _at) is var joint and > 0)
            {
                if (c is '.' or '+' && length < LongestWord) _word[length++] = c;
                _at += joint;
            }
            else
            {
                break;
            }
        }

        return length;
    }
}
