namespace Steward.Vault.Sources.Databases.Moments;

/// <summary>
/// What one part of a database held at the moment of its dump, so that a drill can say whether the restored one holds the same. Kinds: <c>table</c> (rows and
/// a sum that does not depend on their order), <c>sequence</c>, <c>largeobjects</c>, <c>objects</c> (how many of a kind), <c>database</c>.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, quoted as the database quotes names.</param>
/// <param name="Count">How many rows or objects; the last value of a sequence.</param>
/// <param name="Sum">The checksum of the contents, or what else the kind has to say.</param>
public sealed record MomentLine(string Kind, string Name, long Count, string Sum);
