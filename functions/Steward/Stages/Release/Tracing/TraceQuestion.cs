using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Tracing;

/// <summary>What somebody wants to know the releases of; exactly one of its parts is there, and was checked.</summary>
public sealed record TraceQuestion
{
    private const int MaxName = 300;

    private TraceQuestion()
    {
    }

    /// <summary>An index of the ledger.</summary>
    public long? Evidence { get; private init; }

    /// <summary>A commit, branch or tag.</summary>
    public string? Commit { get; private init; }

    /// <summary>The content of a file.</summary>
    public CommitSha? Blob { get; private init; }

    /// <summary>A dependency, <c>NAME</c> or <c>NAME@VERSION</c>.</summary>
    public string? Dependency { get; private init; }

    /// <summary>Checks what was asked; Invalid with what to do.</summary>
    public static TraceQuestion Parse(string? evidence, string? commit, string? blob, string? dependency) =>
        new[] { evidence, commit, blob, dependency }.Count(part => !string.IsNullOrEmpty(part)) != 1
            ? throw StewardException.Invalid("Ask for exactly one of these: evidence=INDEX, commit=SHA, blob=SHA or dependency=NAME[@VERSION].")
            : new TraceQuestion { Evidence = Index(evidence), Commit = Reference(commit), Blob = Sha(blob), Dependency = Name(dependency) };

    private static long? Index(string? text) => string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : throw StewardException.Invalid($"'{Texts.Clip(text, 40)}' is no index of the ledger: they are numbers from 0.");

    private static string? Reference(string? text) => string.IsNullOrEmpty(text) ? null
        : ReferenceName.IsValid(text) ? text
        : throw StewardException.Invalid($"'{Texts.Clip(text, 80)}' names no commit: write a sha, or a branch or tag.");

    private static CommitSha? Sha(string? text) => string.IsNullOrEmpty(text) ? null
        : CommitSha.TryParse(text, out var sha) ? sha
        : throw StewardException.Invalid($"'{Texts.Clip(text, 80)}' is no blob: write its full sha ('git rev-parse REF:PATH' prints it).");

    private static string? Name(string? text) => string.IsNullOrEmpty(text) ? null
        : text.Length <= MaxName && !text.Any(char.IsControl) ? text
        : throw StewardException.Invalid($"A dependency is a name of at most {MaxName} characters, with @VERSION behind it where one version is meant.");
}
