using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Cli.Commands.Trace;

/// <summary><c>steward trace</c>: why a line is there and who or what looked at it; and which releases contain something.</summary>
internal sealed class TraceCommands : ICommandGroup
{
    private const string Help = "Trace a line (PATH:LINE) to its commit, its change and every evidence about it; or ask which releases contain an evidence's subject, a commit, a blob or a dependency. Exit 1: no change brought the line, or no release contains it.";

    private readonly Argument<string?> _place = new("PATH:LINE") { Description = "A file from the repository's root, and a line from 1.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _product = new("--product") { Description = "owner/name; without it the product that the repository around this folder is." };
    private readonly Option<string?> _ref = new("--ref") { Description = "A branch, tag or commit; without it the default branch." };
    private readonly Option<string?>[] _questions =
    [
        new("--evidence") { Description = "An index of the ledger: releases that contain its subject." },
        new("--commit") { Description = "A commit: releases that contain it." },
        new("--blob") { Description = "The content of a file: releases that have it." },
        new("--dependency") { Description = "NAME or NAME@VERSION: releases that depend on it." },
    ];

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var json = CommandActions.JsonOption();
        var command = new Command("trace", Help) { _place, _product, _ref, json };
        foreach (var question in _questions) command.Add(question);
        yield return command.Does(services, (parsed, cancellation) => parsed.GetValue(_place) is { } place
            ? LineAsync(services, parsed, place, parsed.GetValue(json), cancellation)
            : ReleasesAsync(services, parsed, parsed.GetValue(json), cancellation));
    }

    private async Task<int> LineAsync(CliServices services, ParseResult parsed, string place, bool json, CancellationToken cancellation)
    {
        if (_questions.Any(q => parsed.GetValue(q) is not null)) throw StewardException.Invalid("Ask for a line, or for the releases of something; not for both.");
        var colon = place.LastIndexOf(':');
        if (colon < 1) throw StewardException.Invalid($"'{Texts.Clip(place, 80)}' is no place: write PATH:LINE, as in src/a.cs:12.");
        var asked = TracePlace.Parse(place[..colon], place[(colon + 1)..], parsed.GetValue(_ref));
        var reference = asked.File.Ref is { } name ? $"&ref={Uri.EscapeDataString(name)}" : "";
        using var client = StewardClient.Open(services);
        var product = await ProductHere.FindAsync(services, client, parsed.GetValue(_product), cancellation);
        var trace = await client.RequireAsync<LineTrace>(
            $"{RemotePaths.Product($"{product}")}/trace?path={Uri.EscapeDataString(asked.File.Path)}&line={asked.Line}{reference}", cancellation);
        if (json) services.PrintJson(trace);
        else LineView.Show(services, trace);
        // The proofs are checked here, too: whoever answers is not trusted.
        if (trace.IsProved()) return trace.IsBrought ? Exit.Yes : Exit.No;
        services.Notes.WriteLine("A proof does not hold: run 'steward ledger verify' on the product's ledger.");
        return Exit.No;
    }

    private async Task<int> ReleasesAsync(CliServices services, ParseResult parsed, bool json, CancellationToken cancellation)
    {
        var asked = _questions.Select(q => (Name: q.Name[2..], Value: parsed.GetValue(q))).Where(q => q.Value is not null).ToList();
        if (asked.Count != 1) throw StewardException.Invalid("Give a place as PATH:LINE, or exactly one of --evidence, --commit, --blob and --dependency.");
        using var client = StewardClient.Open(services);
        var product = await ProductHere.FindAsync(services, client, parsed.GetValue(_product), cancellation);
        var trace = await client.RequireAsync<ReleasesTrace>(
            $"{RemotePaths.Product($"{product}")}/trace/releases?{asked[0].Name}={Uri.EscapeDataString(asked[0].Value!)}", cancellation);
        if (json) services.PrintJson(trace);
        else ReleasesView.Show(services, trace);
        return trace.Releases.Count == 0 ? Exit.No : Exit.Yes;
    }
}
