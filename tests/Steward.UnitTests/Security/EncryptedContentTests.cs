using System.IO.Compression;
using System.Text;
using Steward.Stages.Security.Antivirus.Encryption;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class EncryptedContentTests
{
    private static readonly byte[] _rar4 = [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00];
    private static readonly byte[] _rar5 = [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00];
    private static readonly byte[] _compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65_536)]
    public void An_encrypted_zip_entry_is_seen_however_the_content_is_cut(int chunk)
    {
        var zip = Encrypted(new byte[3000]);
        zip[6] = 0; // only the central directory says it

        // Where the header comes in pieces its name may be cut.
        Assert.StartsWith("holds an encrypted zip entry ('i", Find(zip, chunk), StringComparison.Ordinal);
        Assert.Null(Find(Zip(new byte[3000]), chunk));
    }

    [Fact]
    public void An_encrypted_zip_in_an_ordinary_file_is_data() => Assert.Null(Find([.. "text: "u8, .. Encrypted([1])]));

    [Fact]
    public void An_encrypted_zip_stored_in_a_zip_is_seen() => Assert.NotNull(Find(Zip(Encrypted([1]), "outer.zip")));

    [Fact]
    public void The_aes_coder_in_the_header_at_the_end_marks_an_encrypted_7z()
    {
        byte[] head = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4];

        Assert.Equal("is an encrypted 7z archive", Find([.. head, .. new byte[200_000], 0x06, 0xF1, 0x07, 0x01, .. new byte[30]], 50_000));
        Assert.Null(Find([.. head, .. new byte[200_000]], 50_000));
    }

    [Fact]
    public void Rar_of_both_kinds_is_seen_by_header_and_by_file()
    {
        byte[] main4 = [0, 0, 0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0];

        Assert.NotNull(Find([.. _rar4, 0, 0, 0x73, 0x80, 0, 13, 0, 0, 0, 0, 0, 0, 0]));
        Assert.NotNull(Find([.. _rar4, .. main4, 0, 0, 0x74, 4, 0x80, 32, 0, .. new byte[40]]));
        Assert.Null(Find([.. _rar4, .. main4, 0, 0, 0x74, 0, 0x80, 32, 0, .. new byte[40]]));
        Assert.NotNull(Find([.. _rar5, 0, 0, 0, 0, 10, 4, .. new byte[20]]));
        Assert.NotNull(Find([.. _rar5, 0, 0, 0, 0, 8, 2, 1, 3, 0, 0, 2, 1, 0, .. new byte[20]]));
        Assert.Null(Find([.. _rar5, 0, 0, 0, 0, 8, 2, 1, 3, 0, 0, 2, 3, 0, .. new byte[20]]));
    }

    [Fact]
    public void Office_documents_with_a_password_are_seen()
    {
        byte[] word = [.. _compound, .. new byte[504], 0xEC, 0xA5, .. new byte[8], 0x00, 0x01, .. new byte[100]];

        Assert.Equal("is an encrypted Office document", Find([.. _compound, .. new byte[70_000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]], 70_020));
        Assert.Equal("is an encrypted Word document", Find(word));
        Assert.Null(Find([.. _compound, .. new byte[1000]]));
    }

    [Fact]
    public void Any_bytes_are_looked_at_without_a_fault()
    {
        var random = new Random(7);
        foreach (var head in new[] { _rar4, _rar5, _compound, "PK\u0003\u0004"u8.ToArray(), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C] })
        {
            for (var round = 0; round < 300; round++)
            {
                var bytes = new byte[random.Next(600)];
                random.NextBytes(bytes);
                _ = Find([.. head, .. bytes], random.Next(1, 100));
            }
        }
    }

    private static byte[] Zip(byte[] content, string name = "inner.txt")
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open()) entry.Write(content);
        return stream.ToArray();
    }

    // The flag of encryption, bit 0 of the general purpose flags, in the local and the central header.
    private static byte[] Encrypted(byte[] content)
    {
        var zip = Zip(content);
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    private static string? Find(byte[] content, int chunk = int.MaxValue)
    {
        var found = new EncryptedContent();
        for (var at = 0; at < content.Length; at += Math.Min(chunk, content.Length - at)) found.Take(content.AsSpan(at, Math.Min(chunk, content.Length - at)));
        return found.Find();
    }
}
