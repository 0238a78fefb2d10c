namespace Steward.Stages.Security.Licences.Boms;

/// <summary>The formats of bills of materials.</summary>
public enum BomFormat
{
    /// <summary>CycloneDX 1.6, JSON (ECMA-424).</summary>
    CycloneDx,

    /// <summary>SPDX 2.3, JSON (ISO/IEC 5962 describes 2.2.1).</summary>
    Spdx,
}

/// <summary>What a bill of materials is of.</summary>
/// <param name="Name">The product, or the folder.</param>
/// <param name="Version">The release; null: none.</param>
/// <param name="Commit">The commit, 40 digits; null: none.</param>
/// <param name="Time">When it was released: the only time in the document.</param>
public sealed record BomSubject(string Name, string? Version, string? Commit, DateTimeOffset Time);
