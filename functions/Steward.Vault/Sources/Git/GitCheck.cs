using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Git;

/// <summary>Holds a restored repository against what its snapshot says.</summary>
public static class GitCheck
{
    /// <summary>The differences, one sentence each: refs that are not the same, and what <c>git fsck --full</c> finds.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(string folder, IReadOnlyDictionary<string, string> details, CancellationToken cancellation)
    {
        var refs = await ProgramRun.EndAsync(GitProgram.Start(folder, null, "--git-dir", folder, "for-each-ref"), cancellation);
        if (refs.Code != 0) return [$"git does not take it for a repository: {refs.Last}"];
        var differences = (await GitRefs.OfAsync(folder, cancellation)).DifferencesFrom(details).ToList();
        var fsck = await ProgramRun.EndAsync(GitProgram.Start(folder, null, "--git-dir", folder, "fsck", "--full", "--no-dangling", "--no-progress"), cancellation);
        if (fsck.Code != 0) differences.Add($"git fsck: {string.Join("; ", fsck.Lines.Take(5).Append(fsck.Last).Where(l => l.Length > 0))}");
        return differences;
    }
}
