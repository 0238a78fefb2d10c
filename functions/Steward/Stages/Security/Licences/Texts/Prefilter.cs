using System.Buffers;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>A very quick look: whether a text has any of the words without which nothing would be found.</summary>
internal static class Prefilter
{
    private static readonly SearchValues<string> _words = SearchValues.Create(
        ["licen", "copyright", "permission", "permitted", "redistribut", "warrant", "general public", "free software", "public domain", "gpl", "copying", "disclaim", "same terms"],
        StringComparison.OrdinalIgnoreCase);

    public static bool MayHold(string text) => text.AsSpan().ContainsAny(_words);
}
