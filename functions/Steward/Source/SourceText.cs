using System.Text;
using Steward.Kernel;

namespace Steward.Source;

/// <summary>Reading small text files of a repository.</summary>
public static class SourceText
{
    /// <summary>The text of the file at a path, or null when the tree has no such file. Over the limit: Invalid.</summary>
    public static async Task<string?> ReadTextAsync(
        this ISource source, IReadOnlyList<TreeEntry> tree, string path, int maxBytes, CancellationToken cancellation)
    {
        var entry = tree.FirstOrDefault(e => e.Path == path && e.Kind is (EntryKind.File or EntryKind.Executable));
        return entry is null ? null : Encoding.UTF8.GetString(await source.ReadBlobAsync(entry.Blob, maxBytes, path, cancellation));
    }

    /// <summary>The bytes of a blob. Over the limit: Invalid, naming the path.</summary>
    public static async Task<byte[]> ReadBlobAsync(
        this ISource source, CommitSha blob, int maxBytes, string path, CancellationToken cancellation)
    {
        await using var stream = await source.OpenBlobAsync(blob, cancellation);
        var buffer = new MemoryStream();
        var chunk = new byte[81920];
        for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
        {
            if (buffer.Length + read > maxBytes) throw StewardException.Invalid($"{path} has more than {maxBytes} bytes, which is the limit here.");
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
