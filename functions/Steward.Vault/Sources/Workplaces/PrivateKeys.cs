using System.Text;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>Tells private keys by how they begin, whatever their files are called.</summary>
internal static class PrivateKeys
{
    private const int Head = 4096;

    /// <summary>True when the file holds one in its first 4 KB.</summary>
    public static bool IsIn(string file)
    {
        using var content = new FileStream(file, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
        var bytes = new byte[Head];
        var text = Encoding.Latin1.GetString(bytes, 0, content.ReadAtLeast(bytes, Head, throwOnEndOfStream: false));
        return text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) || text.Contains("PRIVATE KEY BLOCK-----", StringComparison.Ordinal)
            || text.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal) || text.StartsWith("AGE-SECRET-KEY-", StringComparison.Ordinal);
    }
}
