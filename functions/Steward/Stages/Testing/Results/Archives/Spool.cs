namespace Steward.Stages.Testing.Results.Archives;

/// <summary>Holds an unpacked file while it is read: a small one in memory, a larger one in a temporary file of its own name that goes away with it.</summary>
internal static class Spool
{
    private const int InMemory = 1024 * 1024;
    private const int Chunk = 64 * 1024;

    /// <summary>Takes all of a file. What breaks on the way is told beside what came before it.</summary>
    public static (Stream Content, string? Broken) Of(ReadOnlySpan<byte> head, Stream rest)
    {
        Stream held = new MemoryStream();
        held.Write(head);
        var chunk = new byte[Chunk];
        string? broken = null;
        try
        {
            while (rest.Read(chunk) is > 0 and var read)
            {
                if (held is MemoryStream && held.Length + read > InMemory) held = ToFile(held);
                held.Write(chunk, 0, read);
            }
        }
        catch (ArchiveBrokenException failure)
        {
            broken = failure.Message;
        }

        held.Position = 0;
        return (held, broken);
    }

    private static FileStream ToFile(Stream held)
    {
        var path = Path.Combine(Path.GetTempPath(), $"steward-{Path.GetRandomFileName()}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Chunk, FileOptions.DeleteOnClose);
        using (held)
        {
            held.Position = 0;
            held.CopyTo(file);
        }

        return file;
    }
}
