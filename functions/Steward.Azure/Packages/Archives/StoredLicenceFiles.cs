using Azure;
using Azure.Storage.Blobs;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>
/// Keeps licence files of archives for ever, under what the archive hashes to: the same archive never has another one. That one has none is kept too, as an empty blob.
/// </summary>
/// <param name="inner">Who is asked for what is not kept yet.</param>
/// <param name="account">Where it is kept: the container <c>licencefiles</c>.</param>
internal sealed class StoredLicenceFiles(ILicenceFiles inner, StorageAccount account) : ILicenceFiles
{
    private const string Container = "licencefiles";

    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        if (declared.Integrity is not { } integrity) return await inner.FindAsync(package, declared, cancellation);
        var blob = (await account.ContainerAsync(Container)).GetBlobClient(Digest.Sha256($"{package.Ecosystem}\n{integrity}\n{UsualLicence.NamedIn(declared)}"));
        if (await ReadAsync(blob, cancellation) is (true, var known)) return known;
        var found = await inner.FindAsync(package, declared, cancellation);
        var kept = found is null ? [] : Json.WriteBytes(new Kept(found.Name, found.Bytes.ToArray()));
        await StorageErrors.Translate(() => blob.UploadAsync(BinaryData.FromBytes(kept), overwrite: true, cancellation));
        return found;
    }

    private static async Task<(bool IsKept, LicenceFile? File)> ReadAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            var bytes = (await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation))).Value.Content.ToMemory();
            return (true, bytes.IsEmpty ? null : Json.Read<Kept>(bytes.ToArray()) is { } kept ? new LicenceFile(kept.Name, kept.Bytes) : null);
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return (false, null);
        }
    }

    private sealed record Kept(string Name, byte[] Bytes);
}
