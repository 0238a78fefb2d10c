using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>One reading of Go's events: packages run side by side, and builds that fail have events of their own since Go 1.24.</summary>
internal sealed class GoReading(ReportBuilder builder)
{
    private readonly OrderedDictionary<string, GoPackage> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptText> _builds = new(StringComparer.Ordinal);
    private readonly GoResults _results = new(builder);

    public void OnEvent(JsonElement line)
    {
        var action = line.String("Action");
        if (action is "build-output" or "build-fail") Build(line);
        else if (line.String("Package") is { } package) Of(package).On(action, line, _builds);
    }

    /// <summary>Before Go 1.24 a build that fails is told in plain text only: <c>FAIL\tpackage [build failed]</c>.</summary>
    public void OnForeign(string line)
    {
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        if (end > 5 && line.StartsWith("FAIL\t", StringComparison.Ordinal) && line.EndsWith(" failed]", StringComparison.Ordinal)) Of(line[5..end].Trim()).Fail(line);
    }

    /// <summary>Hands in the tests that failed: they waited, because a later run of theirs may have passed.</summary>
    public void HandIn()
    {
        _results.HandIn();
        builder.AddSuites(_packages.Values.Count(p => p.HasTests));
    }

    public void Judge()
    {
        var open = _packages.Where(p => p.Value.IsOpen).Select(p => p.Key).ToList();
        if (open.Count > 0) builder.Incomplete($"The run was aborted before its end: {Texts.Clip(Texts.Some(open), 200)} did not end{Running()}.");
        if (_builds.Count > 0 && builder.NotInOrder == 0) builder.Incomplete($"The build of {Texts.Clip(Texts.Some(_builds.Keys), 200)} failed.");
        if (_packages.Values.Sum(p => p.Lost) is var lost and > 0)
            builder.Note($"{Texts.Count(lost, "test")} passed without an event of their own end: what they printed hides it (golang/go#26325).");
    }

    private string Running()
    {
        var running = _packages.Values.Where(p => p.IsOpen).SelectMany(p => p.Running).Take(3).ToList();
        return running.Count == 0 ? "" : $" (running: {Texts.Clip(string.Join(", ", running), 200)})";
    }

    private void Build(JsonElement line)
    {
        var path = line.String("ImportPath") ?? "";
        if (!_builds.TryGetValue(path, out var said)) _builds[path] = said = new KeptText();
        said.Add(line.String("Output"));
    }

    private GoPackage Of(string name)
    {
        var key = KeptText.Name(name);
        if (!_packages.TryGetValue(key, out var package)) _packages[key] = package = new GoPackage(key, _results);
        return package;
    }
}
