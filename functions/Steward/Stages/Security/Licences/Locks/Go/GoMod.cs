using System.Globalization;

namespace Steward.Stages.Security.Licences.Locks.Go;

/// <summary>A module that go.mod requires.</summary>
internal sealed record GoRequire(string Path, string Version, bool IsDirect);

/// <summary>What a go.mod says (the Go modules reference): directives, alone or in blocks, with comments after <c>//</c>.</summary>
internal sealed class GoMod
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "module", "go", "toolchain", "require", "replace", "exclude", "retract", "godebug", "tool", "ignore",
    };

    private readonly Dictionary<(string Path, string? Version), (string Path, string Version)> _replaces = [];

    public List<GoRequire> Requires { get; } = [];

    public HashSet<(string Path, string Version)> Excludes { get; } = [];

    /// <summary>True since Go 1.17: indirect modules stand in the file too.</summary>
    public bool NamesEverything { get; private set; }

    public static GoMod Read(ReadOnlyMemory<byte> content, Action<string> problem)
    {
        var module = new GoMod();
        var block = "";
        foreach (var line in LockLines.Of(content, problem))
        {
            var comment = line.Text.IndexOf("//", StringComparison.Ordinal);
            var words = (comment < 0 ? line.Text : line.Text[..comment]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words is [")"]) block = "";
            else if (block.Length == 0 && words is [var opened, "("]) block = opened;
            else if (!module.Take(block.Length > 0 ? [block, .. words] : words, comment < 0 ? "" : line.Text[comment..])) problem(LockLines.Unreadable(line, "a directive of go.mod"));
        }

        if (block.Length > 0) problem($"The block '{block}' is not closed; the file ends in it.");
        return module;
    }

    /// <summary>A requirement after replacements; without a version when a folder of the product replaces it.</summary>
    public GoRequire Replaced(GoRequire needed) =>
        _replaces.TryGetValue((needed.Path, needed.Version), out var by) || _replaces.TryGetValue((needed.Path, null), out by)
            ? needed with { Path = by.Path, Version = by.Version } : needed;

    private bool Take(string[] words, string comment)
    {
        switch (words)
        {
            case ["require", var path, var version]:
                Requires.Add(new GoRequire(path.Trim('"'), version, !comment.Contains("indirect", StringComparison.Ordinal)));
                return true;
            case ["exclude", var path, var version]: return Excludes.Add((path, version)) || true;
            case ["replace", .. var rest]: return TakeReplace(rest);
            case ["go", var version]:
                var parts = version.Split('.');
                NamesEverything = parts.Length >= 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major)
                    && int.TryParse(parts[1].TakeWhile(char.IsAsciiDigit).ToArray(), CultureInfo.InvariantCulture, out var minor) && (major > 1 || minor >= 17);
                return true;
            default: return words[0] != "require" && Known.Contains(words[0]);
        }
    }

    private bool TakeReplace(string[] words)
    {
        var arrow = Array.IndexOf(words, "=>");
        if (arrow is not (1 or 2) || words.Length - arrow is not (2 or 3)) return false;
        var by = (words[arrow + 1].Trim('"'), words.Length - arrow == 3 ? words[^1] : "");
        return _replaces.TryAdd((words[0].Trim('"'), arrow == 2 ? words[1] : null), by) || true;
    }
}
