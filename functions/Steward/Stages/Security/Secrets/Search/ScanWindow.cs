using System.Text;
using Steward.Stages.Security.Secrets.Rules;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>The part of a content that is looked at: it moves on over the content, and keeps as much of what has passed as a rule may look back.</summary>
internal sealed class ScanWindow
{
    /// <summary>The bytes of a window.</summary>
    public const int Size = 256 * 1024;

    // What a rule may look at before and after its keyword: see SecretRule.
    private const int Behind = SecretRule.MaxBefore + 1;
    private const int Ahead = SecretRule.MaxLength;

    private readonly FindingList _findings;
    private readonly byte[] _bytes;
    private readonly char[] _text = new char[Size];
    private readonly bool _isBinary;
    private readonly List<RawFinding> _found = [];
    private readonly List<SecretRule> _rules = [];
    private TextPosition _position;
    private long _offset;
    private int _filled;
    private int _searched;

    /// <param name="findings">Where findings go.</param>
    /// <param name="head">The content's beginning, in an array of <see cref="Size"/>, which becomes the window's own.</param>
    /// <param name="length">How much of it is filled.</param>
    public ScanWindow(FindingList findings, byte[] head, int length)
    {
        (_findings, _bytes) = (findings, head);
        _isBinary = ContentKind.IsBinary(head.AsSpan(0, length));
        _position = new TextPosition(ContentKind.IsUtf8(head.AsSpan(0, length)));
        var mark = head.AsSpan(0, length).StartsWith(ContentKind.Utf8Mark) ? ContentKind.Utf8Mark.Length : 0;
        head.AsSpan(mark, length - mark).CopyTo(head);
        (_filled, _offset) = (length - mark, mark);
        IsLast = length < Size;
    }

    /// <summary>The part that is free for what comes next.</summary>
    public Memory<byte> Room => _bytes.AsMemory(_filled);

    /// <summary>True when nothing comes any more.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Takes in what was read into <see cref="Room"/>; less than there was room for is the content's end.</summary>
    public void Take(int length)
    {
        IsLast = length < Room.Length;
        _filled += length;
    }

    /// <summary>Searches what is new, and moves on; answers with true at the content's end.</summary>
    public bool Search()
    {
        // Each byte is a character here (Latin-1), so that places are bytes; patterns are ASCII, which is the same in UTF-8.
        Encoding.Latin1.GetChars(_bytes.AsSpan(0, _filled), _text);
        var text = _text.AsSpan(0, _filled);
        var end = IsLast ? _filled : Math.Max(_searched, _filled - Ahead);
        _found.Clear();
        Search(text, end, SecretRules.Exact);
        Search(text, end, SecretRules.AnyCase);
        if (_isBinary) WideText.Search(text, _searched, end, Search, _found);
        Report(text);
        if (IsLast) return true;
        MoveOn(text, end);
        return false;
    }

    private void Search(ReadOnlySpan<char> text, int end, Keywords keywords) => Search(text, _searched, end, keywords, _found);

    private void Search(ReadOnlySpan<char> text, int from, int end, Keywords keywords, List<RawFinding> found)
    {
        var seen = text[..Math.Min(text.Length, end + keywords.Longest)];
        for (var at = keywords.Next(seen, from); at >= 0 && at < end; at = keywords.Next(seen, at + 1))
        {
            keywords.RulesAt(text, at, _rules);
            foreach (var rule in _rules)
            {
                if (rule.Judge(text, at) is { } finding) found.Add(finding);
            }
        }
    }

    private void Report(ReadOnlySpan<char> text)
    {
        var (position, passed) = (_position, 0);
        foreach (var found in RawFinding.Distinct(_found))
        {
            position.Pass(text[passed..found.Start]);
            passed = found.Start;
            _findings.Add(_isBinary
                ? new SecretFinding(found.Rule.Id, 0, _offset + found.Start, found.Length, found.Certainty)
                : new SecretFinding(found.Rule.Id, position.Line, position.Column, found.Length, found.Certainty));
        }
    }

    private void MoveOn(ReadOnlySpan<char> text, int end)
    {
        var passed = Math.Max(0, end - Behind);
        _position.Pass(text[..passed]);
        _bytes.AsSpan(passed, _filled - passed).CopyTo(_bytes);
        (_offset, _filled, _searched) = (_offset + passed, _filled - passed, end - passed);
    }
}
