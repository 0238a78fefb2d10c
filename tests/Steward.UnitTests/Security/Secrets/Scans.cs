using System.Text;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.UnitTests.Security.Secrets;

/// <summary>Scans at the scanner's door.</summary>
internal static class Scans
{
    public static Task<SecretScan> ScanAsync(byte[] content) => SecretScanner.ScanAsync(new MemoryStream(content), CancellationToken.None);

    public static async Task<IReadOnlyList<SecretFinding>> FindAsync(string text) => (await ScanAsync(Encoding.UTF8.GetBytes(text))).Findings;
}
