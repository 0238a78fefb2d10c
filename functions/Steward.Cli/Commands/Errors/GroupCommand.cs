using System.CommandLine;
using System.Text;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Records;

namespace Steward.Cli.Commands.Errors;

/// <summary><c>steward errors group FILE...</c></summary>
internal static class GroupCommand
{
    public static Command Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Logs, plain or JSON lines; grouped together.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        var command = new Command("group", "Groups errors by their cause, as far as their lines tell.") { files, json };
        return command.Does(services, (parsed, _) =>
        {
            var grouping = new Grouping();
            foreach (var file in parsed.GetValue(files)!) grouping.Read(services, file);
            if (parsed.GetValue(json)) services.PrintJson(new { grouping.Groups, grouping.Lines, grouping.Problems });
            else Show(services, grouping);
            foreach (var problem in grouping.Problems) services.Notes.MarkupLineInterpolated($"[red]{problem}[/]");
            return Task.FromResult(grouping.Problems.Count > 0 ? Exit.Input : Exit.Yes);
        });
    }

    private static void Show(CliServices services, Grouping grouping)
    {
        var table = new Table().AddColumns("group", "errors", "first line", "template");
        foreach (var group in grouping.Groups.OrderByDescending(g => g.Count))
            table.AddRow(group.Id, $"{group.Count}", $"{group.FirstLine}", Markup.Escape(Texts.Clip(group.Template, 300)));
        services.Out.Write(table);
    }

    /// <summary>Several files as one long text: lines are numbered through.</summary>
    private sealed class Grouping
    {
        private readonly ErrorGrouper _grouper = new();
        private readonly List<string?> _lines = [];

        public IEnumerable<ErrorGroup> Groups => _grouper.Groups;

        public IReadOnlyList<string?> Lines => _lines;

        public List<string> Problems { get; } = [];

        public void Read(CliServices services, string file)
        {
            try
            {
                using var reader = new StreamReader(services.PathOf(file), Encoding.UTF8);
                Read(reader);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
            {
                Problems.Add($"{file}: it cannot be read: {Texts.Clip(failure.Message, 200)}");
            }
        }

        private void Read(TextReader reader)
        {
            var offset = _lines.Count;
            foreach (var error in RecordReader.Read(reader, _ => _lines.Add(null)))
            {
                var (first, last) = (error.FirstLine + offset, error.LastLine + offset);
                var id = _grouper.Add(error with { FirstLine = first, LastLine = last });
                for (var line = first; line <= last; line++) _lines[line - 1] = id;
            }
        }
    }
}
