using System.CommandLine;
using System.Net.Http.Headers;
using Steward.Kernel;

namespace Steward.Cli.Commands.Results;

/// <summary>What the command line's uploads of reports about a commit have in common.</summary>
/// <param name="what">What is uploaded: "results".</param>
/// <param name="about">What the attempt means beyond that the newest complete one counts; empty: nothing.</param>
internal sealed class UploadOptions(string what, string about = "")
{
    private static readonly MediaTypeHeaderValue AnyBytes = new("application/octet-stream");

    private readonly Argument<string[]> _files = new("FILE") { Description = "Reports of one test set, or archives of them.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _set = new("--set") { Description = "The test set, as the policy names it.", Required = true };
    private readonly Option<string?> _product = new("--product") { Description = "owner/name. Default: what the remote origin names." };
    private readonly Option<string?> _commit = new("--commit") { Description = "The commit that was tested, in full. Default: the one that is checked out." };
    private readonly Option<int> _attempt = new("--attempt") { Description = $"The attempt. The newest complete one counts{about}.", DefaultValueFactory = _ => 1 };

    private readonly Option<bool> _dirty = new("--allow-dirty")
    {
        Description = $"Upload although the files differ from the commit. The {what} will claim a commit that was not tested as it is.",
    };

    private readonly Option<bool> _json = CommandActions.JsonOption();

    /// <summary>A command with them.</summary>
    public Command Of(string name, string description) => new(name, description) { _files, _set, _product, _commit, _attempt, _dirty, _json };

    /// <summary>The commit that the user means; Invalid when the files differ from it.</summary>
    public Task<ChangeId> ChangeAsync(CliServices services, ParseResult parsed, CancellationToken cancellation) =>
        new TestedCommit(services, parsed.GetValue(_dirty)).FindAsync(parsed.GetValue(_product), parsed.GetValue(_commit), cancellation);

    /// <summary>Where they go.</summary>
    public string Path(string api, ChangeId change, ParseResult parsed) =>
        $"api/{api}/{change.Product}/{change.Commit}?set={Uri.EscapeDataString(parsed.GetValue(_set)!)}&attempt={parsed.GetValue(_attempt)}";

    /// <summary>The files.</summary>
    public MultipartFormDataContent Body(CliServices services, ParseResult parsed)
    {
        var body = new MultipartFormDataContent();
        foreach (var file in parsed.GetValue(_files)!)
        {
            var content = new StreamContent(File.OpenRead(services.PathOf(file)));
            content.Headers.ContentType = AnyBytes;
            body.Add(content, "report", System.IO.Path.GetFileName(file));
        }

        return body;
    }

    /// <summary>True when the answer is wanted as JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);
}
