using System.Buffers;
using System.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>
/// Reads XML reports from strangers, forward only, in constant memory, at the pace of the disk. No document type definition, no entities but the five
/// of XML, nothing fetched, bounded in depth and in every length. Strict about structure; lenient where tools are sloppy: several roots, repeated
/// declarations, byte order marks, control characters, prefixes that nobody declared.
/// </summary>
/// <param name="utf8">The report in UTF-8; see <see cref="XmlEncoding"/>.</param>
internal sealed class XmlScanner(Stream utf8)
{
    private const int MaxElementName = 512;
    private static readonly SearchValues<byte> Space = SearchValues.Create([.. " \t\r\n"u8, 0xEF, 0xBB, 0xBF]);
    private static readonly byte[] Comment = [.. "-->"u8];
    private static readonly byte[] Instruction = [.. "?>"u8];
    private readonly XmlWindow _window = new(utf8);
    private readonly XmlStrings _strings = new();
    private readonly XmlTag _tag = new();
    private readonly XmlPath _path = new();
    private int _taken;
    private int _length;
    private bool _inData;
    private bool _isData;

    /// <summary>What was read last.</summary>
    public XmlToken Token { get; private set; }

    /// <summary>The local name of the element that begins or ends here.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How many elements are open; the one that begins here included, the one that ends here not.</summary>
    public int Depth => _path.Depth;

    /// <summary>Whether bytes were read that are no text in the encoding of the report.</summary>
    public bool HasWrongBytes => _window.HasWrongBytes;

    /// <summary>Goes on; false at the end. An empty element begins and ends.</summary>
    public bool Read()
    {
        _window.Take(_taken);
        _taken = 0;
        if (Token == XmlToken.Start && _tag.IsEmpty) return Ended();
        while (true)
        {
            if (_inData ? Data() : AtMarkup() ? Markup() : Text()) return true;
            if (!_inData && _window.Rest.IsEmpty && !_window.More()) return AtEnd();
        }
    }

    /// <summary>An attribute of the element that begins here, at most so many characters; null when it has none of that name.</summary>
    public string? Attribute(ReadOnlySpan<byte> name, int max = ReportLimits.MaxName) =>
        _tag.TryGet(name, out var value) ? XmlText.Of(value, max) : null;

    /// <summary>The same for values that come again and again.</summary>
    public string? Common(ReadOnlySpan<byte> name, int max = ReportLimits.MaxName) =>
        _tag.TryGet(name, out var value) ? _strings.Of(value, max) : null;

    /// <summary>The bytes of an attribute as they are written; false when it has none of that name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => _tag.TryGet(name, out value);

    /// <summary>Adds the text that stands here, up to a length in all; the rest is read past.</summary>
    public void AppendTo(StringBuilder text, int max = ReportLimits.MaxMessage) =>
        XmlText.Append(text, _window.Rest[.._length], max, resolve: !_isData);

    /// <summary>Whether the text that stands here is nothing but white space and byte order marks.</summary>
    public bool IsSpace => _window.Rest[.._length].IndexOfAnyExcept(Space) < 0;

    private bool AtMarkup() => _window.Rest is [(byte)'<', ..];

    private bool AtEnd() => _path.Depth == 0 ? false : throw _window.Broken(XmlProblems.EndsInside);

    private bool Text()
    {
        var rest = _window.Rest;
        var length = rest.IndexOf((byte)'<');
        if (length < 0 && !_window.IsFull && _window.More()) return false;
        if (length < 0) length = XmlWindow.WholeLength(rest) is > 0 and var whole ? whole : rest.Length;
        if (XmlProblems.OfReferences(rest[..length]) is { } problem) throw _window.Broken(problem);
        (_isData, _length, _taken, Token) = (false, length, length, XmlToken.Text);
        return length > 0;
    }

    private bool Data()
    {
        var rest = _window.Rest;
        var end = rest.IndexOf("]]>"u8);
        if (end < 0 && !_window.IsFull && _window.More()) return false;
        if (end < 0 && !_window.IsFull) throw _window.Broken(XmlProblems.EndsInside);
        var length = end >= 0 ? end : XmlWindow.WholeLength(rest[..^2]);
        (_inData, _isData, _length, _taken, Token) = (end < 0, true, length, end >= 0 ? end + 3 : length, XmlToken.Text);
        return true;
    }

    // "<![CDATA[" is the longest beginning that tells what is what.
    private bool Markup()
    {
        while (_window.Rest.Length < 9 && _window.More()) continue;
        var rest = _window.Rest;
        if (rest.StartsWith("<?"u8)) return SkipTo(Instruction, 2);
        if (rest.StartsWith("</"u8)) return End();
        if (!rest.StartsWith("<!"u8)) return Begin();
        if (rest.StartsWith("<!--"u8)) return SkipTo(Comment, 4);
        if (!rest.StartsWith("<![CDATA["u8)) throw _window.Broken(Declaration(rest));
        _window.Take(9);
        _inData = true;
        return false;
    }

    private static string Declaration(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("<!DOCTYPE"u8) ? XmlProblems.Definition : rest.Length < 9 ? XmlProblems.EndsInside : XmlProblems.NotWellFormed;

    private bool SkipTo(byte[] end, int beginning)
    {
        _window.Take(beginning);
        int at;
        while ((at = _window.Rest.IndexOf(end)) < 0)
        {
            _window.Take(Math.Max(0, _window.Rest.Length - end.Length + 1));
            if (!_window.More()) throw _window.Broken(XmlProblems.EndsInside);
        }

        _window.Take(at + end.Length);
        return false;
    }

    private bool Begin()
    {
        string? problem;
        while (!_tag.Parse(_window.Segment, out problem))
        {
            if (_window.More()) continue;
            Name = LocalName(_tag.Name);
            problem = _window.IsFull ? BeginLong() : XmlProblems.EndsInside;
            break;
        }

        if (_tag.Name.Length > MaxElementName) problem ??= $"an element's name is longer than {MaxElementName} bytes";
        if (problem is not null) throw _window.Broken(problem);
        return Began();
    }

    // The pieces leave the window as they come: then there is nothing to take when the reading goes on.
    private string? BeginLong()
    {
        var tag = new XmlLongTag();
        while (!tag.IsComplete)
        {
            if (_window.Rest.IsEmpty && !_window.More()) return XmlProblems.EndsInside;
            _window.Take(tag.Take(_window.Rest));
            if (tag.IsTooLong) return "an element is longer than any report has";
        }

        var whole = _tag.Parse(tag.Bytes, out var problem);
        _tag.Taken();
        return whole ? problem : XmlProblems.NotWellFormed;
    }

    private bool Began()
    {
        _path.Push(_tag.Name);
        if (_path.Depth > ReportLimits.MaxDepth) throw _window.Broken($"elements are nested more than {ReportLimits.MaxDepth} deep");
        (Name, _taken, Token) = (LocalName(_tag.Name), _tag.Length, XmlToken.Start);
        return true;
    }

    private bool End()
    {
        var rest = _window.Rest;
        var length = rest.IndexOf((byte)'>');
        if (length < 0 && !_window.IsFull && _window.More()) return false;
        if (length < 0) throw _window.Broken(_window.IsFull ? XmlProblems.NotWellFormed : XmlProblems.EndsInside);
        if (_path.Depth == 0 || !_path.Top.SequenceEqual(rest[2..length].TrimEnd(" \t\r\n"u8))) throw _window.Broken(XmlProblems.Unmatched);
        _taken = length + 1;
        return Ended();
    }

    private bool Ended()
    {
        (Name, Token) = (LocalName(_path.Top), XmlToken.End);
        _path.Pop();
        return true;
    }

    private string LocalName(ReadOnlySpan<byte> name) =>
        _strings.Of(name[(name.IndexOf((byte)':') + 1)..], MaxElementName);
}

/// <summary>What a scanner stands on.</summary>
internal enum XmlToken
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>An element begins.</summary>
    Start,

    /// <summary>An element ends.</summary>
    End,

    /// <summary>Text or CDATA, or a part of it.</summary>
    Text,
}
