namespace Steward.Stages.Security.Antivirus.Encryption;

/// <summary>
/// Sees encrypted parts in content as it streams by: a scanner cannot look into them, and answers "clean" unless it is told not to
/// (clamd: AlertEncrypted). Headers only, in bounded memory; content that hides its headers as well is the scanner's business.
/// </summary>
public sealed class EncryptedContent
{
    private const int HeadBytes = 64 * 1024;
    private const int TailBytes = 64 * 1024;
    private readonly byte[] _head = new byte[HeadBytes];
    private byte[] _seam = [];
    private byte[] _tail = [];
    private int _headLength;
    private string? _found;

    /// <summary>Takes in the next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var first = Math.Min(bytes.Length, HeadBytes - _headLength);
        bytes[..first].CopyTo(_head.AsSpan(_headLength));
        _headLength += first;
        if (_found is null && ZipEntries.IsZip(Head)) LookAcross(bytes, ZipEntries.MaxHeader, ZipEntries.Find);
        if (_found is null && OfficeFile.IsCompound(Head)) LookAcross(bytes, OfficeFile.MarkBytes, OfficeFile.Find);
        if (SevenZip.Is(Head)) KeepTail(bytes);
    }

    /// <summary>What is encrypted in it, at its end: the end of a sentence that begins with "it"; null when nothing was seen.</summary>
    public string? Find() => _found ?? RarHeaders.Find(Head) ?? SevenZip.Find(Head, _tail) ?? OfficeFile.FindInHead(Head);

    private ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    // What is looked for may lie across two chunks: the end of the one before is looked at again.
    private void LookAcross(ReadOnlySpan<byte> bytes, int overlap, Search search)
    {
        var joined = new byte[_seam.Length + Math.Min(bytes.Length, overlap)];
        _seam.CopyTo(joined, 0);
        bytes[..(joined.Length - _seam.Length)].CopyTo(joined.AsSpan(_seam.Length));
        _found = search(joined) ?? search(bytes);
        _seam = bytes.Length >= overlap ? bytes[^overlap..].ToArray() : [.. joined.TakeLast(overlap)];
    }

    private void KeepTail(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(_tail.Length, Math.Max(0, TailBytes - bytes.Length));
        _tail = [.. _tail.AsSpan(_tail.Length - kept), .. bytes[Math.Max(0, bytes.Length - TailBytes)..]];
    }

    private delegate string? Search(ReadOnlySpan<byte> bytes);
}
