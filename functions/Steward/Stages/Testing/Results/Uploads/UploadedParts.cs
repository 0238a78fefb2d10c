using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Archives;

namespace Steward.Stages.Testing.Results.Uploads;

/// <summary>The parts of an upload: its reports, and the files of its archives as if each had been uploaded by itself.</summary>
internal static class UploadedParts
{
    /// <summary>The parts, one at a time. Invalid when there are more than are taken together.</summary>
    public static IEnumerable<UploadedReport> Of(IEnumerable<UploadedReport> uploads, SoughtReports sought)
    {
        var (parts, digests) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var upload in uploads)
        {
            foreach (var file in ReportFiles.Of(upload.Name, upload.Content, sought))
            {
                using var part = file;
                if (++parts > ILedger.MaxTogether) throw TooMany();
                yield return file.Content == upload.Content ? upload : Unpacked(upload, file, digests);
            }
        }
    }

    // The same bytes may stand in an archive twice, and are two parts then: the path tells them apart, the same in every upload of it.
    private static UploadedReport Unpacked(UploadedReport upload, ReportFile file, HashSet<string> digests)
    {
        var digest = file.Content is null ? Digest.Sha256($"{upload.Digest}!{file.Name}") : Of(file.Content);
        if (!digests.Add(digest)) digest = Digest.Sha256($"{digest}!{file.Name}");
        return new UploadedReport(file.Name, file.Content ?? Stream.Null, digest) { Unpacked = file };
    }

    private static string Of(Stream content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        content.Position = 0;
        return digest;
    }

    private static StewardException TooMany() =>
        StewardException.Invalid($"The upload holds more than {ILedger.MaxTogether} reports, those in its archives counted; send several uploads of the same attempt.");
}
