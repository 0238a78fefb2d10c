using System.Text;

namespace Steward.TestKit.Clamd;

/// <summary>The test file of the antivirus trade (EICAR): harmless, and found by every scanner. Composed here, so that no checkout holds it.</summary>
public static class Eicar
{
    /// <summary>Its 68 bytes.</summary>
    public static byte[] Bytes { get; } =
        Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");
}
