using Steward.Access;
using Steward.Hosting;
using Steward.Kernel;

namespace Steward.Local;

/// <summary>Where the host leaves its own user's token.</summary>
/// <param name="Path">The folder; null: nothing is left.</param>
internal sealed record SignInFolder(string? Path);

/// <summary>Signs the user of this machine in: leaves a token, new at each start, in a file that only he can read.</summary>
internal sealed class SignInService(SignInFolder folder, AccessTokens tokens, Persistence persistence) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => folder.Path is { } path
        ? persistence.UntilDoneAsync("The local sign-in", () => LeaveTokenAsync(path, stoppingToken), stoppingToken)
        : Task.CompletedTask;

    private async Task LeaveTokenAsync(string path, CancellationToken stop)
    {
        var (secret, _) = await tokens.IssueAsync(new TokenRequest(NameOf(path), AccessLevel.Administer, Replace: true), "steward", stop);
        await WriteAsync(path, secret, stop);
    }

    // One name for each folder: the hosts of one storage leave each other's users signed in.
    private static string NameOf(string path) => $"local-{Digest.Sha256(Path.GetFullPath(path))[..8]}";

    // Written beside and moved into place: a reader sees the old token or the new one, never half of it.
    private static async Task WriteAsync(string path, string secret, CancellationToken cancellation)
    {
        Directory.CreateDirectory(path);
        var (draft, file) = (Path.Combine(path, "token.new"), Path.Combine(path, "token"));
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(draft, options)) await writer.WriteAsync(secret.AsMemory(), cancellation);
        File.Move(draft, file, overwrite: true);
    }
}
