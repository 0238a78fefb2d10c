using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Java;

/// <summary>
/// The text of <c>mvn dependency:tree</c>, kept as <c>dependency-tree.txt</c>: everything that Maven resolved, which has no lock file of its own.
/// The scope <c>test</c> is development's. Modules of the product stand in it without a scope, and are left out.
/// </summary>
internal sealed class MavenTreeReader : ILockReader
{
    private const string Log = "[INFO]";
    private static readonly string[] Scopes = ["compile", "runtime", "provided", "system", "test", "import"];

    public string Ecosystem => MavenNames.Ecosystem;

    public bool Reads(string fileName) => fileName is "dependency-tree.txt" or "maven-dependency-tree.txt";

    public LockReading Read(LockInput input)
    {
        var graph = new LockGraph { HasFlags = true, KnowsDirect = true };
        var lines = LockLines.Of(input.Content, graph.Problem).Select(Plain).Where(l => l is not null).Select(l => l!).ToList();
        if (!lines.Exists(l => l.Depth == 0)) graph.Problem("No line names a module as group:artifact:type:version; this is not what 'mvn dependency:tree' prints.");
        var own = lines.Where(l => l.Depth == 0).Select(l => l.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var above = new List<string?>();
        foreach (var line in lines) Take(line, own, above, graph);
        return graph.ToReading();
    }

    private void Take(TreeLine line, HashSet<string> own, List<string?> above, LockGraph graph)
    {
        if (line.Depth > 0 && (line.Name is null || line.Depth > above.Count))
        {
            graph.Problem($"Line {line.Number}: '{Texts.Clip(line.Text, 80)}' is not group:artifact:type:version:scope below another.");
            return;
        }

        var isOwn = line.Depth == 0 || own.Contains(line.Name!);
        var key = isOwn ? null : $"{line.Name}@{line.Version}\n{line.Scope}";
        above.RemoveRange(line.Depth, above.Count - line.Depth);
        above.Add(key);
        if (key is null) return;
        graph.Add(key, new LockedPackage(new PackageId(Ecosystem, line.Name!, line.Version!)) { IsDevelopmentOnly = line.Scope == "test" });
        if (above[line.Depth - 1] is { } parent) graph.Require(parent, key);
        else graph.Name(key, line.Scope == "test");
    }

    // Without what a log puts before it; null for what is no line of a tree. Each level takes three characters: "+- ", "\- ", "|  ".
    private static TreeLine? Plain(LockLine line)
    {
        var text = line.Text.StartsWith(Log, StringComparison.Ordinal) ? WithoutLog(line.Text) : new string(' ', line.Indent) + line.Text;
        var start = text.AsSpan().IndexOfAnyExcept(" |+\\-");
        if (start < 0) return null;
        // "(... - omitted for duplicate)" repeats what stands elsewhere.
        var body = text[start..];
        if (body[0] == '(') return null;
        var parts = body.Split(' ')[0].Split(':');
        var isTree = parts.Length >= 4 && parts.All(p => p.Length > 0);
        if (start == 0) return isTree && parts.Length is 4 or 5 ? new TreeLine(line.Number, 0, body) { Name = $"{parts[0]}:{parts[1]}" } : null;
        if (line.Text.StartsWith(Log, StringComparison.Ordinal) && !isTree) return null;
        return isTree && parts.Length is 5 or 6 && Scopes.Contains(parts[^1])
            ? new TreeLine(line.Number, start / 3, body) { Name = $"{parts[0]}:{parts[1]}", Version = parts[^2], Scope = parts[^1] }
            : new TreeLine(line.Number, Math.Max(1, start / 3), body);
    }

    private static string WithoutLog(string text) => text[Log.Length..] is [' ', .. var rest] ? rest : "";

    private sealed record TreeLine(int Number, int Depth, string Text)
    {
        public string? Name { get; init; }

        public string? Version { get; init; }

        public string? Scope { get; init; }
    }
}
