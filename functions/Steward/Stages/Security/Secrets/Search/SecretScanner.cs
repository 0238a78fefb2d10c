using System.Text;
using Steward.Stages.Security.Secrets.Rules;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>
/// Looks for secrets in contents. It holds one window of a content in memory, never the whole, and its time is linear in the content's length: keywords
/// are found in one pass, and each is looked at within a fixed number of characters with expressions that cannot backtrack.
/// </summary>
/// <remarks>
/// Text is UTF-8, Latin-1, or UTF-16 with a mark. Binary contents are searched as they are, and for texts of UTF-16 in them. A comment in the content that asks
/// to be left out is not honoured: whoever pushes could silence the scan with it. What is let through stands in the policy, named and dated.
/// </remarks>
public static class SecretScanner
{
    /// <summary>The most bytes of one content.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>What happens to a content beyond it.</summary>
    public static string TooLarge { get; } = $"It is too large: more than {MaxBytes / 1024 / 1024} MB.";

    /// <summary>The version of the rules: another one as soon as any rule is.</summary>
    public static string RulesVersion => SecretRules.Version;

    /// <summary>The titles of the rules, by id.</summary>
    public static IReadOnlyDictionary<string, string> Rules => SecretRules.Titles;

    /// <summary>Scans a content to its end. The stream stays the caller's; its failures go through.</summary>
    public static async Task<SecretScan> ScanAsync(Stream content, CancellationToken cancellation)
    {
        var bounded = new BoundedStream(content, MaxBytes);
        var head = new byte[ScanWindow.Size];
        var length = await bounded.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        var findings = new FindingList();
        if (ContentKind.Utf16(head.AsSpan(0, length)) is { } utf16)
        {
            await using var text = Encoding.CreateTranscodingStream(new HeadedStream(head.AsMemory(0, length), bounded), utf16, Encoding.UTF8, leaveOpen: true);
            var decoded = new byte[ScanWindow.Size];
            var first = await text.ReadAtLeastAsync(decoded, decoded.Length, throwOnEndOfStream: false, cancellation);
            await SearchAsync(new ScanWindow(findings, decoded, first), text, cancellation);
        }
        else
        {
            await SearchAsync(new ScanWindow(findings, head, length), bounded, cancellation);
        }

        return findings.ToScan(bounded.IsCut ? TooLarge : null);
    }

    private static async Task SearchAsync(ScanWindow window, Stream content, CancellationToken cancellation)
    {
        while (!window.Search())
        {
            window.Take(await content.ReadAtLeastAsync(window.Room, window.Room.Length, throwOnEndOfStream: false, cancellation));
        }
    }
}
