using Steward.Kernel;
using Steward.Vault.Native;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Git;

/// <summary>
/// A bare mirror of a repository in a cache folder: every ref as it is there, each fetch a pack of its own, so that what was backed up once is not read as something new. It holds no
/// address and no credentials.
/// </summary>
internal sealed class GitMirror : IDisposable
{
    // Each fetch adds a pack; with too many every access is slow.
    private const int MaxPacks = 64;
    private readonly FileStream _lock;

    private GitMirror(string folder, FileStream held) => (Folder, _lock) = (folder, held);

    /// <summary>The mirror's folder.</summary>
    public string Folder { get; }

    /// <summary>Makes the mirror or brings it up to date, and holds it until it is disposed. Conflict when another backup holds it.</summary>
    public static async Task<GitMirror> UpdateAsync(GitPlace place, string cache, CancellationToken cancellation)
    {
        var folder = Path.Combine(cache, $"{Digest.Sha256(place.Url)[..32]}.git");
        Directory.CreateDirectory(cache);
        var mirror = new GitMirror(folder, Hold(folder + ".lock", place));
        try
        {
            await mirror.FetchAsync(place, cancellation);
            return mirror;
        }
        catch
        {
            mirror.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path, GitPlace place)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new StewardException(FailureKind.Conflict, $"Another backup of {place} is under way on this machine. Wait for it.", failure);
        }
    }

    private async Task FetchAsync(GitPlace place, CancellationToken cancellation)
    {
        var (head, isLong) = await HeadAsync(place, cancellation);
        if (!await IsMirrorAsync(isLong, cancellation))
        {
            FolderRemoval.Remove(Folder);
            await GitProgram.RunAsync(Path.GetDirectoryName(Folder)!, "making a mirror", cancellation, "init", "--quiet", "--bare", "--template=", $"--object-format={(isLong ? "sha256" : "sha1")}", Folder);
        }

        if (PackCount() > MaxPacks) await GitProgram.RunAsync(Folder, "joining packs", cancellation, "repack", "--quiet", "-d", "--geometric=2");
        var fetch = GitProgram.Start(Folder, place, "fetch", "--quiet", "--prune", "--force", "--no-tags", "--no-write-fetch-head", "--", place.Url, "+refs/*:refs/*");
        await ProgramRun.SucceedAsync(fetch, $"the fetch of {place}", cancellation);
        await PointHeadAsync(head, cancellation);
        await GitProgram.RunAsync(Folder, "packing the refs", cancellation, "pack-refs", "--all", "--prune");
    }

    // One that was broken off while it was made, or of another format, is made anew.
    private async Task<bool> IsMirrorAsync(bool isLong, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(Folder, "HEAD"))) return false;
        var format = await ProgramRun.EndAsync(GitProgram.Start(Folder, null, "--git-dir", Folder, "rev-parse", "--show-object-format"), cancellation);
        return format.Code == 0 && format.Text == "sha256" == isLong;
    }

    private async Task<(string? Head, bool IsLong)> HeadAsync(GitPlace place, CancellationToken cancellation)
    {
        // From outside of any repository, whose format would be taken for the other's.
        var list = GitProgram.Start(Path.GetDirectoryName(Folder)!, place, "ls-remote", "--symref", "--", place.Url);
        var lines = (await ProgramRun.SucceedAsync(list, $"the list of refs of {place}", cancellation)).Lines;
        var isLong = lines.FirstOrDefault(l => !l.StartsWith("ref:", StringComparison.Ordinal))?.IndexOf('\t', StringComparison.Ordinal) == 64;
        var head = lines.FirstOrDefault(l => l.EndsWith("\tHEAD", StringComparison.Ordinal));
        return (head?[..head.IndexOf('\t', StringComparison.Ordinal)], isLong);
    }

    private async Task PointHeadAsync(string? head, CancellationToken cancellation)
    {
        const string Symbolic = "ref: ";
        if (head is null) return;
        if (head.StartsWith(Symbolic, StringComparison.Ordinal))
            await GitProgram.RunAsync(Folder, "setting HEAD", cancellation, "symbolic-ref", "HEAD", head[Symbolic.Length..]);
        else
            await GitProgram.RunAsync(Folder, "setting HEAD", cancellation, "update-ref", "--no-deref", "HEAD", head);
    }

    private int PackCount() =>
        Directory.Exists(Path.Combine(Folder, "objects", "pack")) ? Directory.EnumerateFiles(Path.Combine(Folder, "objects", "pack"), "*.pack").Count() : 0;
}
