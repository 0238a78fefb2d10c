namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>The names of the elements that are open, in one piece of memory.</summary>
internal sealed class XmlPath
{
    private readonly Stack<int> _starts = new();
    private byte[] _names = new byte[1024];
    private int _length;

    public int Depth => _starts.Count;

    /// <summary>The name of the innermost; empty when none is open, and no name is empty.</summary>
    public ReadOnlySpan<byte> Top => _starts.TryPeek(out var start) ? _names.AsSpan(start, _length - start) : default;

    public void Push(ReadOnlySpan<byte> name)
    {
        while (_length + name.Length > _names.Length) Array.Resize(ref _names, 2 * _names.Length);
        name.CopyTo(_names.AsSpan(_length));
        _starts.Push(_length);
        _length += name.Length;
    }

    public void Pop() => _length = _starts.Pop();
}
