using System.CommandLine;
using Steward.Cli.Remote;
using Steward.Kernel;

namespace Steward.Cli.Commands.Tests;

/// <summary>What all questions about tests have in common: the product, the set, how much is shown, and in which form.</summary>
internal sealed class TestsQuery
{
    private readonly Argument<string> _product = new("PRODUCT") { Description = "owner/name" };
    private readonly Option<string> _set = new("--set") { Description = "The test set, as uploads name it.", Required = true };
    private readonly Option<int> _count;
    private readonly Option<bool> _json = CommandActions.JsonOption();
    private readonly int _most;

    /// <param name="command">The command; it gets the arguments and options.</param>
    /// <param name="count">How much is shown by default.</param>
    /// <param name="most">How much at most.</param>
    public TestsQuery(Command command, int count, int most)
    {
        _most = most;
        _count = new Option<int>("--count") { Description = $"How many are shown, at most {most}.", DefaultValueFactory = _ => count };
        command.Arguments.Insert(0, _product);
        foreach (var option in (Option[])[_set, _count, _json]) command.Options.Add(option);
    }

    /// <summary>Asks the running Steward, and shows the answer.</summary>
    public async Task<T> AskAsync<T>(CliServices services, ParseResult parsed, string question, string more, Action<T> show, CancellationToken cancellation)
    {
        var product = ProductId.Parse(parsed.GetValue(_product)!);
        if (parsed.GetValue(_count) is var count && (count < 1 || count > _most)) throw StewardException.Invalid($"--count is {count}; it must be from 1 to {_most}.");
        using var client = StewardClient.Open(services);
        var answer = await client.RequireAsync<T>($"api/products/{product}/tests/{question}?set={Uri.EscapeDataString(parsed.GetValue(_set)!)}&count={count}{more}", cancellation);
        if (parsed.GetValue(_json)) services.PrintJson(answer);
        else show(answer);
        return answer;
    }
}
