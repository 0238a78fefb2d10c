using Steward.Kernel;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>Reads the product's own files that exist for a licence.</summary>
internal static class OwnTexts
{
    private const int Most = 100;

    public static async Task<IReadOnlyList<ScannedText>> ReadAsync(LockFolder folder, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var texts = new List<ScannedText>();
        foreach (var path in paths.Where(LicenceDetector.IsLicenceFile).OrderBy(p => p.Count(c => c == '/')).ThenBy(p => p, StringComparer.Ordinal).Take(Most))
            texts.Add(await ReadAsync(folder, path, cancellation));
        return texts;
    }

    private static async Task<ScannedText> ReadAsync(LockFolder folder, string path, CancellationToken cancellation)
    {
        try
        {
            var bytes = await folder.ReadAsync(path, cancellation);
            return bytes.Length > Detection.LicenceFile.MaxBytes
                ? new ScannedText(path, null, "The file is too long for a licence.") : new ScannedText(path, TextConclusion.Of(path, bytes), null);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return new ScannedText(path, null, failure.Message);
        }
    }
}
