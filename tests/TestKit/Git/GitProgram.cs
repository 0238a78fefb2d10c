using System.Diagnostics;
using System.Text;

namespace Steward.TestKit.Git;

/// <summary>Runs git in a folder, untouched by the machine's and the user's configuration.</summary>
public static class GitProgram
{
    /// <summary>Runs git and answers with what it printed, without the last line's end. Throws with its error text when it fails.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyList<string> arguments, string? input = null, DateTimeOffset? date = null) =>
        Encoding.UTF8.GetString(await RunBytesAsync(folder, arguments, input, date)).TrimEnd('\n');

    /// <summary>As <see cref="RunAsync"/>, with null where git fails: for asking whether there is something.</summary>
    public static async Task<string?> TryAsync(string folder, params string[] arguments)
    {
        try
        {
            return await RunAsync(folder, arguments);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Runs git and answers with the very bytes that it printed.</summary>
    public static async Task<byte[]> RunBytesAsync(string folder, IReadOnlyList<string> arguments, string? input = null, DateTimeOffset? date = null)
    {
        using var process = Process.Start(StartInfo(folder, arguments, date))!;
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {await error}");
    }

    private static ProcessStartInfo StartInfo(string folder, IReadOnlyList<string> arguments, DateTimeOffset? date)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var (name, value) in Isolated(date)) start.Environment[name] = value;
        return start;
    }

    private static Dictionary<string, string> Isolated(DateTimeOffset? date)
    {
        var stamp = $"{(date ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUnixTimeSeconds()} +0000";
        return new Dictionary<string, string>
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "Ada Author",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
            ["GIT_COMMITTER_NAME"] = "Carl Committer",
            ["GIT_COMMITTER_EMAIL"] = "carl@example.com",
            ["GIT_AUTHOR_DATE"] = stamp,
            ["GIT_COMMITTER_DATE"] = stamp,
            ["LC_ALL"] = "C",
        };
    }
}
