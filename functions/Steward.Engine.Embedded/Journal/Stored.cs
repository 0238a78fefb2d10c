namespace Steward.Engine.Embedded.Journal;

/// <summary>A payload as a row keeps it: its text, or the name of the blob that has it; or nothing.</summary>
/// <param name="Text">JSON text, when small.</param>
/// <param name="Blob">The blob's name, when large.</param>
internal readonly record struct Stored(string? Text, string? Blob)
{
    /// <summary>
    /// What fits into a row: 45 KB as the table service counts (two bytes a character; a property may have 64 KB).
    /// </summary>
    public const int MaxInline = 45 * 1024 / 2;

    /// <summary>No payload.</summary>
    public static Stored None => default;
}
