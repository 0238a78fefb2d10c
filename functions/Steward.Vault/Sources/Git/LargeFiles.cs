using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Git;

/// <summary>Whether a repository keeps files in Git LFS: by the attributes of HEAD and of the newest refs, for HEAD may be detached, old, or a branch that never had any.</summary>
internal static class LargeFiles
{
    // Each is one walk over a tree; with more refs than these the older ones most likely say what the newer ones say.
    private const string Refs = "100";

    public static async Task<bool> AreInAsync(string folder, CancellationToken cancellation)
    {
        var newest = await GitProgram.RunAsync(folder, "listing the newest refs", cancellation, "for-each-ref", "--sort=-creatordate", $"--count={Refs}", "--format=%(objecttype) %(*objecttype) %(objectname)");
        var trees = newest.Lines.Where(l => l.StartsWith("commit ", StringComparison.Ordinal) || l.StartsWith("tag commit ", StringComparison.Ordinal)).Select(l => l[(l.LastIndexOf(' ') + 1)..]);
        // HEAD by itself: one that is yet to be born is an error, which would hide the others.
        return await SayAsync(folder, ["HEAD"], cancellation) || (trees.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } named && await SayAsync(folder, named, cancellation));
    }

    private static async Task<bool> SayAsync(string folder, string[] trees, CancellationToken cancellation) =>
        (await ProgramRun.EndAsync(GitProgram.Start(folder, null, ["grep", "--quiet", "--fixed-strings", "filter=lfs", .. trees, "--", ":(glob)**/.gitattributes"]), cancellation)).Code == 0;
}
