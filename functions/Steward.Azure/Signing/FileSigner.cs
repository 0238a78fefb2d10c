using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Azure.Signing;

/// <summary>A signing key in a file: ECDSA P-256 as PKCS#8 in PEM, readable by its owner alone. For one machine; in Azure the key is in Key Vault.</summary>
public sealed class FileSigner : ISigner, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int P256 = 256;
    private readonly Lock _lock = new();
    private readonly ECDsa _key;

    private FileSigner(string keyName, ECDsa key) => (KeyName, _key, PublicKey) = (keyName, key, key.ExportSubjectPublicKeyInfo());

    /// <inheritdoc/>
    public string KeyName { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The public key as PEM, for verifiers.</summary>
    public string PublicKeyPem => PemEncoding.WriteString("PUBLIC KEY", PublicKey.Span);

    /// <summary>Opens the key in a file; makes one when there is none. Throws Invalid for a file that is no such key or that others may read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keyName">The key's name: no spaces, no plus.</param>
    public static FileSigner Open(string path, string keyName)
    {
        if (keyName.Length == 0 || keyName.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c)))
            throw StewardException.Invalid($"The key name '{Texts.Clip(keyName, 80)}' must have neither spaces nor plus signs.");
        if (!File.Exists(path)) Create(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
            throw StewardException.Invalid($"The signing key {path} may be read by others: run 'chmod 600' on it, or make a new key if others had access.");
        return new FileSigner(keyName, Read(path));
    }

    /// <inheritdoc/>
    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != P256) throw new CryptographicException("not P-256");
            return key;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw StewardException.Invalid($"{path} holds no ECDSA P-256 private key in PEM (PKCS#8); move it away to have a new key made.", failure);
        }
    }

    // Written aside and moved into place: a key is there whole, or not at all. Moving looks whether there is a file and then renames, which is two steps: only one
    // process of this user may be at it, or two that start at once would each go on with a key of its own.
    private static void Create(string path)
    {
        using var turn = new Mutex(false, $"steward-key-{Digest.Sha256(Path.GetFullPath(path))[..32]}", new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Who had the turn died with it: what it wrote aside is no key of anybody's.
        }

        try
        {
            if (!File.Exists(path)) Write(path);
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static void Write(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var aside = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var writer = new StreamWriter(aside, options)) writer.Write(key.ExportPkcs8PrivateKeyPem());
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; its key is the key.
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
