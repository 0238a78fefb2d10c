using System.Runtime.Versioning;
using System.Security.Cryptography;
using Steward.Azure.Signing;
using Steward.Kernel;
using Xunit;

namespace Steward.StorageTests.Ledger;

[UnsupportedOSPlatform("windows")]
public sealed class FileSignerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-signer-");

    private string KeyFile => Path.Combine(_folder.FullName, "deep", "key.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_is_made_once_for_its_owner_alone_and_verifies()
    {
        using var first = FileSigner.Open(KeyFile, "steward-test");
        using var second = FileSigner.Open(KeyFile, "steward-test");
        Assert.Equal(first.PublicKey.ToArray(), second.PublicKey.ToArray());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        using var key = ECDsa.Create();
        key.ImportFromPem(first.PublicKeyPem);
        var signature = await second.SignAsync(new byte[] { 1, 2 }, default);
        Assert.True(key.VerifyData(new byte[] { 1, 2 }, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public async Task Many_that_start_at_once_have_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using var signer = FileSigner.Open(KeyFile, "steward-test");
            return Convert.ToHexString(signer.PublicKey.Span);
        })));
        Assert.Single(keys.Distinct());
        Assert.Equal([KeyFile], Directory.EnumerateFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        FileSigner.Open(KeyFile, "steward-test").Dispose();
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<StewardException>(() => FileSigner.Open(KeyFile, "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    public void A_file_that_is_no_key_is_refused_and_kept(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, content);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Throws<StewardException>(() => FileSigner.Open(KeyFile, "steward-test"));
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    public void A_name_that_notes_cannot_carry_is_refused(string name) => Assert.Throws<StewardException>(() => FileSigner.Open(KeyFile, name));
}
