using System.Text;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.Running.Editing;

namespace Steward.Cli.Commands.Tests;

/// <summary>The text of a working copy's policy, to be changed in one place.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text, byte order mark included; null when there is no file.</param>
internal sealed record PolicyText(string Path, string? Text)
{
    private const int MaxBytes = 1024 * 1024;

    public static async Task<PolicyText> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(folder, Steward.Policy.Policy.FileName);
        if (!File.Exists(path)) return new PolicyText(path, null);
        if (new FileInfo(path).Length > MaxBytes) throw StewardException.Invalid($"{path} is too large to be a policy (more than 1 MB).");
        return new PolicyText(path, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, cancellation)));
    }

    /// <summary>Writes the changed text, unless the file has changed since it was read.</summary>
    public async Task WriteAsync(PolicyEdit edit, CancellationToken cancellation)
    {
        if ((await ReadAsync(System.IO.Path.GetDirectoryName(Path)!, cancellation)).Text != Text)
            throw StewardException.Invalid($"{Path} was changed in between: nothing was written. Do it again.");
        // Whole or not at all, and through a link into the file that it means.
        var target = File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;
        var draft = $"{target}.new";
        await File.WriteAllBytesAsync(draft, Encoding.UTF8.GetBytes(edit.Text), cancellation);
        File.Move(draft, target, overwrite: true);
    }

    /// <summary>Shows what was changed, and what comes next.</summary>
    public static void Show(CliServices services, PolicyEdit edit, string message)
    {
        foreach (var line in edit.Diff())
        {
            var style = line[0] switch { '+' => new Style(Color.Green), '-' => new Style(Color.Red), _ => new Style(Color.Grey) };
            services.Out.Write(new Text(line + "\n", style));
        }

        services.Notes.MarkupLineInterpolated($"Next: git commit -m \"{message}\" {Steward.Policy.Policy.FileName}");
    }
}
