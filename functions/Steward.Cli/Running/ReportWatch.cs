using Microsoft.Extensions.FileSystemGlobbing;

namespace Steward.Cli.Running;

/// <summary>Tells the reports that a command wrote from those that were there before: a stale report says nothing about what was run.</summary>
internal sealed class ReportWatch
{
    private readonly string _folder;
    private readonly Matcher _pattern;
    private readonly Dictionary<string, (DateTime Written, long Length)> _before;

    private ReportWatch(string folder, string pattern)
    {
        (_folder, _pattern) = (folder, Matching(pattern));
        _before = Files().ToDictionary(f => f, StateOf, StringComparer.Ordinal);
    }

    /// <summary>Remembers what is there.</summary>
    public static ReportWatch Begin(string folder, string pattern) => new(folder, pattern);

    /// <summary>Which paths a pattern means.</summary>
    public static Matcher Matching(string pattern) => new Matcher(StringComparison.Ordinal).AddInclude(pattern);

    /// <summary>The reports that are new or were written again, by path.</summary>
    public IReadOnlyList<string> Fresh() => [.. Files().Where(f => !_before.TryGetValue(f, out var old) || old != StateOf(f)).Order(StringComparer.Ordinal)];

    private IEnumerable<string> Files() => _pattern.GetResultsInFullPath(_folder);

    private static (DateTime Written, long Length) StateOf(string file) => new FileInfo(file) is { Exists: true } info ? (info.LastWriteTimeUtc, info.Length) : default;
}
