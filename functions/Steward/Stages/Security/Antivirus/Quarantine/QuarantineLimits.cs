namespace Steward.Stages.Security.Antivirus.Quarantine;

/// <summary>How much of one product quarantine holds, what waits for its scan included.</summary>
/// <param name="Uploads">The most uploads.</param>
/// <param name="Bytes">The most bytes of all together.</param>
public sealed record QuarantineLimits(int Uploads = 500, long Bytes = 20L * 1024 * 1024 * 1024);
