namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The content of a zip's entry, compared at its end with the length and the sum (CRC-32, ISO 3309) that the entry declares.</summary>
/// <param name="inner">Unpacks; disposed with this.</param>
/// <param name="length">The declared length.</param>
/// <param name="sum">The declared sum.</param>
internal sealed class ZipContent(Stream inner, long length, uint sum) : ForwardStream
{
    private static readonly uint[] Table = MakeTable();
    private long _read;
    private uint _sum = uint.MaxValue;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        foreach (var one in buffer[..read]) _sum = Table[(byte)(_sum ^ one)] ^ (_sum >> 8);
        if (read == 0 && buffer.Length > 0 && (_read != length || ~_sum != sum)) throw new InvalidDataException("length or sum differ");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static uint[] MakeTable()
    {
        const uint Polynomial = 0xEDB88320;
        return [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? Polynomial ^ (c >> 1) : c >> 1))];
    }
}
