using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Policy;
using Steward.Policy.Proposals;
using PolicyFile = Steward.Policy.Policy;

namespace Steward.Cli.Commands.Policy;

/// <summary><c>steward policy init [DIR] [--write]</c>: looks at a repository and proposes its policy, with the reason of each line.</summary>
internal static class PolicyInit
{
    private const string SchemaPath = $".steward/{PolicySchema.FileName}";

    public static Command Build(CliServices services)
    {
        var folder = new Argument<string>("DIR") { Description = "The repository's top folder.", DefaultValueFactory = _ => "." };
        var write = new Option<bool>("--write") { Description = $"Write {PolicyFile.FileName} and, for editors, its schema; never over a file that is there." };
        var json = CommandActions.JsonOption();
        return new Command("init", "Look at a repository and propose a steward.yaml.") { folder, write, json }.Does(services, async (parsed, cancellation) =>
        {
            var top = services.PathOf(parsed.GetRequiredValue(folder));
            var picture = FolderPicture.Of(top);
            var schema = picture.Named(PolicySchema.FileName) is [var first, ..] ? first : SchemaPath;
            var proposal = PolicyProposal.For(PolicyParts.Sections(), picture, schema);
            var written = parsed.GetValue(write) ? await WriteAsync(top, schema, proposal.Text, cancellation) : [];
            if (parsed.GetValue(json)) services.PrintJson(new { text = proposal.Text, leftOut = proposal.LeftOut, written });
            else await TellAsync(services, proposal, written);
            return Exit.Yes;
        });
    }

    private static async Task TellAsync(CliServices services, PolicyProposal proposal, IReadOnlyList<string> written)
    {
        if (written.Count == 0) await services.Writer.WriteAsync(proposal.Text);
        foreach (var path in written) services.Notes.MarkupLineInterpolated($"Wrote {path}.");
        services.Notes.MarkupLineInterpolated($"[grey]{(written.Count == 0 ? "Nothing was written; --write does." : "Read it, change what is wrong, then: steward policy check")}[/]");
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(string folder, string schema, string policy, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, PolicyFile.FileName);
        if (File.Exists(path)) throw StewardException.Invalid($"There is a {PolicyFile.FileName} already; move it away first, or run without --write and compare.");
        await WriteNewAsync(path, policy, cancellation);
        var schemaFile = Path.Combine(folder, schema);
        if (File.Exists(schemaFile)) return [PolicyFile.FileName];
        Directory.CreateDirectory(Path.GetDirectoryName(schemaFile)!);
        await WriteNewAsync(schemaFile, PolicySchema.Generate(PolicyParts.Sections()), cancellation);
        return [PolicyFile.FileName, schema];
    }

    // CreateNew: never over a file that came in between.
    private static async Task WriteNewAsync(string path, string text, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }
}
