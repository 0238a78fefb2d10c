using System.Globalization;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>Engines by the version of their signatures, a number that grows; one that says none is the oldest.</summary>
internal sealed class SignatureOrder : IComparer<AntivirusEngine>
{
    public static SignatureOrder Instance { get; } = new();

    public int Compare(AntivirusEngine? x, AntivirusEngine? y) => Number(x).CompareTo(Number(y));

    private static long Number(AntivirusEngine? engine) =>
        long.TryParse(engine?.Signatures, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
