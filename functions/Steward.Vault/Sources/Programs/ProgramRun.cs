using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Sources.Programs;

/// <summary>How a program ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Last">The last lines of its error text.</param>
internal sealed record ProgramEnd(int Code, byte[] Output, string Last)
{
    /// <summary>What it printed, as text without the last line's end.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\n', '\r');

    /// <summary>Its lines.</summary>
    public string[] Lines => Text.Length == 0 ? [] : Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Runs a program to its end and keeps what it prints.</summary>
internal static class ProgramRun
{
    /// <summary>The most that is read of an output.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>Runs it, whatever its exit code will be. Invalid when it prints more than <see cref="MaxBytes"/>.</summary>
    public static async Task<ProgramEnd> EndAsync(ProgramStart start, CancellationToken cancellation, ReadOnlyMemory<byte> input = default)
    {
        using var program = RunningProgram.Start(start, cancellation);
        var sending = SendAsync(program.Input, input);
        var output = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await program.Output.ReadAsync(chunk, CancellationToken.None)) > 0;)
        {
            output.Write(chunk, 0, read);
            if (output.Length > MaxBytes) throw StewardException.Invalid($"{start.Name} printed more than {MaxBytes >> 20} MiB, which is more than is read.");
        }

        await sending;
        var code = await program.WaitForEndAsync();
        cancellation.ThrowIfCancellationRequested();
        return new ProgramEnd(code, output.ToArray(), program.Last);
    }

    /// <summary>Runs it; Invalid with its last lines when its exit code is not 0.</summary>
    /// <param name="start">The program.</param>
    /// <param name="what">What it does, for the sentence: "the fetch of https://...".</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="input">What it reads.</param>
    public static async Task<ProgramEnd> SucceedAsync(ProgramStart start, string what, CancellationToken cancellation, ReadOnlyMemory<byte> input = default)
    {
        var end = await EndAsync(start, cancellation, input);
        return end.Code == 0
            ? end
            : throw StewardException.Invalid($"{start.Name} failed at {what} (exit code {end.Code}): {(end.Last.Length > 0 ? end.Last : "it gave no reason")}");
    }

    private static async Task SendAsync(Stream to, ReadOnlyMemory<byte> input)
    {
        try
        {
            await to.WriteAsync(input);
            to.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }
}
