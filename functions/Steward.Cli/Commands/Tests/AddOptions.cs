using System.CommandLine;
using Steward.Stages.Testing.Running.Editing;

namespace Steward.Cli.Commands.Tests;

/// <summary>The options of <c>steward tests add</c>.</summary>
internal sealed class AddOptions
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of the new test set." };
    private readonly Option<string> _command = new("--command") { Description = "How it is run, in bash, from the repository's top folder.", Required = true };
    private readonly Option<string> _results = new("--results") { Description = "Where its reports are afterwards: a path with * and **.", Required = true };
    private readonly Option<long?> _minimum = new("--minimum") { Description = "The least number of tests that must run. Default 1." };
    private readonly Option<string?> _where = new("--where") { Description = "Where it is run: anywhere, here, lab or a label. Default anywhere." };
    private readonly Option<int?> _shards = new("--shards") { Description = "In how many shards; the command then names {shard} and {shards}." };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "How long a run may take: 90s, 20m, 2h. Default 1h." };
    private readonly Option<bool> _parallel = new("--parallel") { Description = "It may run at the same time as others that may." };
    private readonly Option<bool> _untried = new("--no-try") { Description = "Add it without trying it." };
    private readonly Option<string[]> _label = new("--label") { Description = "A label of this machine, for --where." };

    public AddOptions(Command command)
    {
        command.Add(_name);
        foreach (var option in (Option[])[_command, _results, _minimum, _where, _shards, _timeout, _parallel, _untried, _label]) command.Options.Add(option);
    }

    public NewTestSet SetOf(ParseResult parsed) => new(parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_command), parsed.GetRequiredValue(_results))
    {
        Minimum = parsed.GetValue(_minimum), Where = parsed.GetValue(_where), Shards = parsed.GetValue(_shards), Timeout = parsed.GetValue(_timeout),
        Parallel = parsed.GetValue(_parallel),
    };

    public bool IsTried(ParseResult parsed) => !parsed.GetValue(_untried);

    public IReadOnlyList<string> Labels(ParseResult parsed) => parsed.GetValue(_label) ?? [];
}
