namespace Steward.Stages.Security.Licences.Detection;

/// <summary>What reading one file gave.</summary>
/// <param name="Licences">What was found, by line.</param>
/// <param name="Problem">One sentence when the file was not read, or not to its end; else null.</param>
/// <param name="IsBinary">True for a file that is no text; nothing is looked for in it.</param>
public sealed record LicenceFile(IReadOnlyList<FoundLicence> Licences, string? Problem, bool IsBinary)
{
    /// <summary>How many bytes of a file are looked at; of a longer one the first of them, and the problem says so.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Looks for licences in one file.</summary>
    /// <param name="name">Its name or path: files that exist for their licence are looked at closer.</param>
    /// <param name="content">Its content; at most <see cref="MaxBytes"/> are read.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<LicenceFile> ReadAsync(string name, Stream content, CancellationToken cancellation)
    {
        var (bytes, isCut) = await FileBytes.ReadAsync(content, MaxBytes, cancellation);
        if (FileText.Decode(bytes) is not { } text) return new LicenceFile([], null, true);
        var found = LicenceDetector.Detect(text, LicenceDetector.IsLicenceFile(name));
        return new LicenceFile(found, isCut ? $"Only the first {MaxBytes / 1024 / 1024} MiB were looked at: the file is longer." : null, false);
    }
}
