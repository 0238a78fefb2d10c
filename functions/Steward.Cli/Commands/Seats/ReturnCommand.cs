using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Security.Seats;

namespace Steward.Cli.Commands.Seats;

/// <summary><c>steward seats return PERSON</c>, or <c>--leavers</c>: 0 returned, 1 when the brake holds the seats of those who left.</summary>
internal static class ReturnCommand
{
    public static Command Build(CliServices services)
    {
        var person = new Argument<string?>("PERSON") { Description = "The person's key, such as github:ada.", Arity = ArgumentArity.ZeroOrOne };
        var licence = new Option<string?>("--licence") { Description = "Only the seat of this licence." };
        var leavers = new Option<bool>("--leavers") { Description = "The seats of everybody who has left by steward-access.yaml, as the daily run returns them." };
        var over = new Option<bool>("--override") { Description = "With --leavers: also when they are more than the brake allows at once." };
        var json = CommandActions.JsonOption();
        return new Command("return", "Takes back all seats of a person, or one; or those of everybody who has left.") { person, licence, leavers, over, json }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            if (parsed.GetValue(person) is null != parsed.GetValue(leavers)) throw StewardException.Invalid("Give either a person or --leavers.");
            if (parsed.GetValue(person) is not { } who) return await LeaversAsync(services, client, new LeaversRequest(parsed.GetValue(over)), parsed.GetValue(json), cancellation);
            var changed = await client.PostAsync<SeatsChanged>($"{SeatsCommands.Path}/return", new ReturnRequest(who, parsed.GetValue(licence)), cancellation);
            if (parsed.GetValue(json)) services.PrintJson(changed);
            else SeatsCommands.Tell(services, changed);
            return Exit.Yes;
        });
    }

    private static async Task<int> LeaversAsync(CliServices services, StewardClient client, LeaversRequest request, bool json, CancellationToken cancellation)
    {
        var answer = await client.PostAsync<LeaversAnswer>($"{SeatsCommands.Path}/leavers", request, cancellation);
        if (json) services.PrintJson(answer);
        else if (answer.Held is { } held)
        {
            foreach (var leaver in answer.People) services.Out.MarkupLineInterpolated($"{leaver.Person}: {string.Join(", ", leaver.Licences)}");
            services.Out.WriteLine($"Held: {held} Nothing was returned. When these people have really left: --override");
        }
        else SeatsCommands.Tell(services, new SeatsChanged(answer.Changes));
        return answer.Held is null ? Exit.Yes : Exit.No;
    }
}
