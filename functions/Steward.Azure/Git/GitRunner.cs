using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>Runs git commands on one repository: streamed, bounded, within a time limit, killed when cancelled.</summary>
internal sealed class GitRunner(string path, GitLimits limits, TimeProvider time)
{
    /// <summary>What one answer may hold.</summary>
    public GitLimits Limits => limits;

    /// <summary>Runs a command and reads what it prints, to its end.</summary>
    public async Task<T> RunAsync<T>(GitCommand command, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = GitFolder.Find(path);
        using var timeout = new CancellationTokenSource(limits.CommandTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        await using var git = GitProcess.Start(folder, command.InWorkTree ? path : folder, command.Arguments);
        try
        {
            // A read from a pipe does not hear the token; the end of the process ends it.
            await using var kill = stop.Token.Register(git.Kill);
            return await ReadAsync(git, read, command.Input, stop.Token) is var (answer, error) && error is null
                ? answer
                : throw GitErrors.Read(command.What, error!, folder);
        }
        catch (Exception failure) when (stop.IsCancellationRequested && failure is not StewardException { Kind: FailureKind.Unavailable })
        {
            cancellation.ThrowIfCancellationRequested();
            throw StewardException.Unavailable($"git took more than {limits.CommandTime.TotalSeconds:0} s to read {command.What}.", failure);
        }
    }

    private async Task<(T Answer, string? Error)> ReadAsync<T>(
        GitProcess git, Func<Stream, CancellationToken, Task<T>> read, string? input, CancellationToken stop)
    {
        var sending = SendAsync(git, input);
        var answer = await read(new BoundedStream(git.Output, limits.OutputBytes), stop);
        await sending;
        var (code, error) = await git.WaitAsync(stop);
        stop.ThrowIfCancellationRequested();
        return (answer, code == 0 ? null : error);
    }

    private static async Task SendAsync(GitProcess git, string? input)
    {
        try
        {
            if (input is not null) await git.Input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(input));
            git.Input.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }
}
