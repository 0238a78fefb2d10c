using Spectre.Console;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Cli.Commands.Trace;

/// <summary>The releases that contain something, for people.</summary>
internal static class ReleasesView
{
    public static void Show(CliServices services, ReleasesTrace trace)
    {
        services.Out.WriteLine(trace.Sentence);
        var table = Marks.Table("release", "commit", "named", "entry", "passport");
        foreach (var release in trace.Releases)
            table.AddRow(Marks.Plain(release.Tag), release.Commit.Abbreviated, Marks.Of(release.NamedAt), $"#{release.Index}", release.Released switch { true => "yes", false => "no", null => "not looked up" });
        if (trace.Releases.Count > 0) services.Out.Write(table);
        foreach (var dependency in trace.Dependencies) services.Out.WriteLine($"{Texts.Clip(dependency.Id, 200)}: {Texts.Some([.. dependency.Tags], 10)}");
        if (trace.CutOff is { } cut) services.Out.WriteLine(cut);
    }
}
