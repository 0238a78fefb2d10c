using Steward.Kernel;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>What clamd's answers mean (clamd(8)).</summary>
internal static class ClamdAnswer
{
    private const string Stream = "stream: ";
    private const string Found = " FOUND";

    /// <summary>The answer to INSTREAM. Only "OK" is clean; what is neither OK nor FOUND is unknown.</summary>
    public static ScanResult Scan(string answer)
    {
        if (answer == Stream + "OK") return ScanResult.Clean;
        if (answer.StartsWith(Stream, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal) && answer.Length > Stream.Length + Found.Length)
            return Signature(answer[Stream.Length..^Found.Length]);
        if (answer.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase))
            return ScanResult.Unknown("it is larger than clamd accepts (StreamMaxLength).");
        return answer.EndsWith(" ERROR", StringComparison.Ordinal)
            ? ScanResult.Unknown($"clamd answered '{Texts.Clip(answer, 200)}'.")
            : ScanResult.Unknown($"clamd's answer was not understood: '{Texts.Clip(answer, 200)}'.");
    }

    /// <summary>The answer to VERSION: <c>ClamAV 1.4.6/27123/Mon Nov 23 08:00:00 2026</c>; without the official signatures only the first part.</summary>
    public static AntivirusEngine Version(string answer, string address)
    {
        var parts = answer.Split('/');
        if (parts[0].Split(' ') is not ["ClamAV", { Length: > 0 and <= 100 } version])
            throw StewardException.Invalid($"What answers at {address} is not clamd: '{Texts.Clip(answer, 100)}'.");
        return new AntivirusEngine("ClamAV", version, parts.Length > 1 && parts[1].Length is > 0 and <= 100 ? parts[1] : null);
    }

    // With AlertExceedsMax clamd reports in this form that it has NOT looked at everything: that is no virus, and not clean either.
    private static ScanResult Signature(string name) =>
        name.StartsWith("Heuristics.Limits.Exceeded", StringComparison.Ordinal)
            ? ScanResult.Unknown($"clamd did not look at all of it: its limits are exceeded ({Texts.Clip(name, 200)}).")
            : new ScanResult(ScanVerdict.Infected, Texts.Clip(name, 200));
}
