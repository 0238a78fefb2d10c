namespace Steward.Stages.Security.Licences.Detection;

/// <summary>Reads a file's bytes up to a limit.</summary>
internal static class FileBytes
{
    private const int First = 32 * 1024;

    /// <summary>The bytes, and whether there are more. The buffer grows with what really comes, never with what is announced.</summary>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadAsync(Stream content, int most, CancellationToken cancellation)
    {
        var buffer = new byte[First];
        var length = 0;
        while (true)
        {
            var read = await content.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0) return (buffer.AsMemory(0, length), false);
            if (length > most) return (buffer.AsMemory(0, most), true);
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 4, most + 1));
        }
    }
}
