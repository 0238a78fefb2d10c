namespace Steward.Stages.Testing.Results.Archives;

/// <summary>What a gzip (RFC 1952) holds: the files of a tar, or one file without a path.</summary>
internal static class GzipFiles
{
    public static IEnumerable<ArchiveFile> Of(Stream packed, ArchiveMeter meter)
    {
        packed.Position = 0;
        using var unpacked = new MeteredStream(new GzipContent(packed), meter);
        var (head, broken) = Head(unpacked);
        using var whole = new PushedBack(head, unpacked, broken);
        if (ArchiveKinds.Of(head) == ArchiveKind.Tar)
        {
            foreach (var file in new TarFiles(whole, meter).All()) yield return file;
            // To its end: only there it shows whether the gzip is whole.
            whole.CopyTo(Stream.Null);
        }
        else yield return new ArchiveFile("", whole);
    }

    // What breaks in the first bytes is told when they were read.
    private static (byte[] Head, ArchiveBrokenException? Broken) Head(MeteredStream unpacked)
    {
        var head = new byte[ArchiveKinds.HeadBytes];
        var length = 0;
        try
        {
            while (length < head.Length && unpacked.Read(head.AsSpan(length)) is > 0 and var read) length += read;
            return (head[..length], null);
        }
        catch (ArchiveBrokenException broken)
        {
            return (head[..length], broken);
        }
    }

    /// <summary>Bytes that were looked at already, and those behind them.</summary>
    private sealed class PushedBack(byte[] head, Stream rest, ArchiveBrokenException? broken) : ForwardStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            if (_next == head.Length) return broken is null ? rest.Read(buffer) : throw broken;
            var length = Math.Min(buffer.Length, head.Length - _next);
            head.AsSpan(_next, length).CopyTo(buffer);
            _next += length;
            return length;
        }
    }
}
