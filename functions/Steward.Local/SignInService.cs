using Steward.Access;
using Steward.Kernel;

namespace Steward.Local;

/// <summary>Where the host leaves its own user's token.</summary>
/// <param name="Path">The folder; null: nothing is left.</param>
internal sealed record SignInFolder(string? Path);

/// <summary>Signs the user of this machine in: leaves a token, new at each start, in a file that only he can read.</summary>
internal sealed partial class SignInService(SignInFolder folder, AccessTokens tokens, TimeProvider time, ILogger<SignInService> log) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (folder.Path is not { } path) return;
        while (true)
        {
            try
            {
                var (secret, _) = await tokens.IssueAsync(new TokenRequest(NameOf(path), AccessLevel.Administer, Replace: true), "steward", stoppingToken);
                await WriteAsync(path, secret, stoppingToken);
                return;
            }
            catch (StewardException failure) when (failure.IsRetryable)
            {
                SignInWaits(failure.Message);
                await Task.Delay(RetryPause, time, stoppingToken);
            }
        }
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

    [LoggerMessage(LogLevel.Warning, "The local sign-in waits: {Reason}")]
    private partial void SignInWaits(string reason);
}
