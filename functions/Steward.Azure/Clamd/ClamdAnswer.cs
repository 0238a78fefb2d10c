using System.Globalization;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>What clamd's answers mean (clamd(8), clamd.conf(5)).</summary>
internal static class ClamdAnswer
{
    private const string Stream = "stream: ";
    private const string Found = " FOUND";
    private static readonly string[] _dates = ["ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    /// <summary>The answer to INSTREAM. Only "OK" is clean; what is neither OK nor FOUND is unknown. Unavailable when the daemon says that it could not take the stream.</summary>
    public static ClamdScan Scan(string answer, string address)
    {
        if (answer == Stream + "OK") return new ClamdScan(ScanResult.Clean, false);
        if (answer.StartsWith(Stream, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal) && answer.Length > Stream.Length + Found.Length)
            return new ClamdScan(Signature(answer[Stream.Length..^Found.Length]), false);
        if (answer.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase))
            return new ClamdScan(ScanResult.Unknown("it is larger than clamd accepts (StreamMaxLength)."), false);
        if (answer.Contains("TIMED OUT", StringComparison.OrdinalIgnoreCase))
            throw StewardException.Unavailable($"clamd at {address} is overloaded, or waited too long for the content: '{Texts.Clip(answer, 200)}'.");
        return new ClamdScan(
            answer.EndsWith(" ERROR", StringComparison.Ordinal)
                ? ScanResult.Unknown($"clamd answered '{Texts.Clip(answer, 200)}'.")
                : ScanResult.Unknown($"clamd's answer was not understood: '{Texts.Clip(answer, 200)}'."),
            IsDoubtful: true);
    }

    /// <summary>The answer to VERSION: <c>ClamAV 1.4.6/27123/Mon Nov 23 08:00:00 2026</c>; without the official signatures only the first part.</summary>
    public static AntivirusEngine Version(string answer, string address)
    {
        var parts = answer.Split('/');
        if (parts[0].Split(' ') is not ["ClamAV", { Length: > 0 and <= 100 } version])
            throw StewardException.Invalid($"What answers at {address} is not clamd: '{Texts.Clip(answer, 100)}'.");
        var made = parts.Length > 2 && DateTimeOffset.TryParseExact(parts[2], _dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTimeOffset?)null;
        return new AntivirusEngine("ClamAV", version, parts.Length > 1 && parts[1].Length is > 0 and <= 100 ? parts[1] : null) { SignaturesAt = made };
    }

    // In this form clamd reports also what it has NOT looked at (AlertExceedsMax, AlertEncrypted): that is no virus, and not clean either.
    private static ScanResult Signature(string name) =>
        name.StartsWith("Heuristics.Limits.Exceeded", StringComparison.Ordinal)
            ? ScanResult.Unknown($"clamd did not look at all of it: its limits are exceeded ({Texts.Clip(name, 200)}).")
        : name.StartsWith("Heuristics.Encrypted", StringComparison.Ordinal)
            ? ScanResult.Unknown($"it is encrypted, or holds something encrypted: clamd could not look into it ({Texts.Clip(name, 200)}).")
            : new ScanResult(ScanVerdict.Infected, Texts.Clip(name, 200));
}
