using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Restoring;

/// <summary>Where the stored bytes of a file go: between its holes.</summary>
internal sealed class ContentPlaces(Entry entry)
{
    private long _at;
    private int _hole;

    /// <summary>The place of the next bytes: at most so many stand together.</summary>
    public (long Offset, int Length) Next(int wanted)
    {
        SkipHoles();
        var end = _hole < entry.Holes.Count ? entry.Holes[_hole].Offset : entry.Size;
        var length = (int)Math.Min(wanted, end - _at);
        if (length <= 0) throw Wrong();
        var at = _at;
        _at += length;
        return (at, length);
    }

    /// <summary>Nothing comes any more: Invalid when something is missing.</summary>
    public void End()
    {
        SkipHoles();
        if (_at != entry.Size) throw Wrong();
    }

    private void SkipHoles()
    {
        for (; _hole < entry.Holes.Count && entry.Holes[_hole].Offset == _at; _hole++) _at += entry.Holes[_hole].Length;
    }

    private static StewardException Wrong() => StewardException.Invalid("what the snapshot holds of it does not fit its length, so the listing is damaged");
}
