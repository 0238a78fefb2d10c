using System.Text;

namespace Steward.Changes.Markdown;

/// <summary>A text that takes whole blocks as long as they fit into a number of bytes of UTF-8; what does not fit is counted and never cut in the middle.</summary>
/// <param name="max">The most bytes, those of the end included.</param>
/// <param name="reserve">The bytes that are kept free for what stands at the end.</param>
internal sealed class BoundedMarkdown(int max, int reserve)
{
    private readonly StringBuilder _text = new();
    private int _left = max - reserve;

    /// <summary>How many blocks did not fit.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Takes a block when it fits and everything before it did.</summary>
    public bool TryAdd(string block)
    {
        var bytes = Encoding.UTF8.GetByteCount(block);
        if (LeftOut > 0 || bytes > _left)
        {
            LeftOut++;
            return false;
        }

        _left -= bytes;
        _text.Append(block);
        return true;
    }

    /// <summary>The text with its end, for which room was kept.</summary>
    public string End(string end) => _text.Append(end).ToString();
}
