using System.Buffers;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>A start tag taken apart: where its name and its attributes lie in the bytes that it was read from.</summary>
internal sealed class XmlTag
{
    /// <summary>The most attributes of one element; no report has nearly as many.</summary>
    public const int MaxAttributes = 256;

    private static readonly SearchValues<byte> EndsName = SearchValues.Create(" \t\r\n/>=<\"'&\0"u8);
    private static readonly SearchValues<byte> NeverInNames = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Select(c => (byte)c).Where(c => !char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'_' or (byte)':' or (byte)'-' or (byte)'.'))]);

    private readonly (Range Name, Range Value)[] _attributes = new (Range, Range)[MaxAttributes];
    private ArraySegment<byte> _bytes;
    private Range _name;
    private int _count;

    /// <summary>Whether it ends with <c>/></c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Its length from <c>&lt;</c> to <c>></c>.</summary>
    public int Length { get; private set; }

    /// <summary>Its name as written, with a prefix.</summary>
    public ReadOnlySpan<byte> Name => _bytes.AsSpan()[_name];

    /// <summary>An attribute's value as written; false when there is none of that name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var bytes = _bytes.AsSpan();
        foreach (var (at, content) in _attributes.AsSpan(0, _count))
        {
            if (!bytes[at].SequenceEqual(name)) continue;
            value = bytes[content];
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Says that its bytes have left the window already.</summary>
    public void Taken() => Length = 0;

    /// <summary>Takes the tag apart that the bytes begin with. False: its end is not there. What is wrong with it comes in <paramref name="problem"/>.</summary>
    public bool Parse(ArraySegment<byte> bytes, out string? problem)
    {
        (_bytes, _count, IsEmpty, Length, problem) = (bytes, 0, false, 0, null);
        ReadOnlySpan<byte> text = bytes.AsSpan();
        var at = NameEnd(text, 1);
        _name = 1..at;
        if (at == text.Length) return false;
        if (!IsName(text[_name])) problem = XmlProblems.NotWellFormed;
        while (problem is null)
        {
            var before = at;
            at = SkipSpace(text, at);
            if (at == text.Length) return false;
            if (text[at] is (byte)'>' or (byte)'/') return End(text, at, out problem);
            if (before == at) problem = XmlProblems.NotWellFormed;
            else if (!Attribute(text, ref at, out problem)) return false;
        }

        return true;
    }

    // XML 1.0, section 2.3; every character beyond ASCII is taken for a letter.
    private static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length > 0 && name[0] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.') && name.IndexOfAny(NeverInNames) < 0;

    private static int NameEnd(ReadOnlySpan<byte> text, int from)
    {
        var length = text[from..].IndexOfAny(EndsName);
        return length < 0 ? text.Length : from + length;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
        return at;
    }

    private bool End(ReadOnlySpan<byte> text, int at, out string? problem)
    {
        problem = null;
        IsEmpty = text[at] == '/';
        Length = at + (IsEmpty ? 2 : 1);
        if (Length > text.Length) return false;
        if (text[Length - 1] != '>') problem = XmlProblems.NotWellFormed;
        return true;
    }

    private bool Attribute(ReadOnlySpan<byte> text, ref int at, out string? problem)
    {
        problem = null;
        var name = at..NameEnd(text, at);
        var equals = SkipSpace(text, name.End.Value);
        if (equals == text.Length) return false;
        var quote = SkipSpace(text, equals + 1);
        if (!IsName(text[name]) || text[equals] != '=') problem = XmlProblems.NotWellFormed;
        else if (quote >= text.Length) return false;
        else if (text[quote] is not ((byte)'"' or (byte)'\'')) problem = XmlProblems.NotWellFormed;
        if (problem is not null) return true;
        var length = text[(quote + 1)..].IndexOf(text[quote]);
        if (length < 0) return false;
        problem = Add(text, name, (quote + 1)..(quote + 1 + length));
        at = quote + length + 2;
        return true;
    }

    private string? Add(ReadOnlySpan<byte> text, Range name, Range value)
    {
        if (_count == MaxAttributes) return $"an element has more than {MaxAttributes} attributes";
        if (TryGet(text[name], out _)) return "an attribute stands twice in an element";
        _attributes[_count++] = (name, value);
        return XmlProblems.OfValue(text[value]);
    }
}
