using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Tracing;

/// <summary>A file of a repository at some time, as somebody asks for it; only what was checked.</summary>
public sealed record TracedFile
{
    private const int MaxPath = 1024;

    private TracedFile(string path, string? reference) => (Path, Ref) = (path, reference);

    /// <summary>The path from the repository's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>A branch, tag or commit; null: the product's default branch.</summary>
    public string? Ref { get; }

    /// <summary>Checks what was asked for; Invalid with what to do.</summary>
    public static TracedFile Parse(string? path, string? reference)
    {
        var clean = path?.StartsWith("./", StringComparison.Ordinal) == true ? path[2..] : path;
        if (clean is not { Length: > 0 and <= MaxPath } || clean.Any(char.IsControl) || clean.Split('/').Any(part => part is "" or "." or ".."))
            throw StewardException.Invalid($"'{Texts.Clip(path, 80)}' is no path of a file: write it from the repository's root, as in src/a.cs, with at most {MaxPath} characters.");
        if (reference is { Length: > 0 } && !ReferenceName.IsValid(reference))
            throw StewardException.Invalid($"'{Texts.Clip(reference, 80)}' names no branch, tag or commit: write it as in main, v1.0 or a sha.");
        return new TracedFile(clean, reference is { Length: > 0 } ? reference : null);
    }
}

/// <summary>A line of a file at some time, as somebody asks for it; only what was checked.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record TracePlace(TracedFile File, int Line)
{
    private const int MaxLine = 10_000_000;

    /// <summary>Checks what was asked for; Invalid with what to do.</summary>
    public static TracePlace Parse(string? path, string? line, string? reference) => new(
        TracedFile.Parse(path, reference),
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLine
            ? number
            : throw StewardException.Invalid($"'{Texts.Clip(line, 40)}' is no line: lines are numbers from 1, as in src/a.cs:12."));
}
