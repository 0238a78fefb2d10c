using System.CommandLine;
using Steward.Cli.Commands.Policy;
using Steward.Stages.Security.Access.Files;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access check [FILE]</c>: 0 valid, 1 not valid, 2 cannot be read.</summary>
internal static class CheckCommand
{
    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("FILE") { Description = "The access file.", DefaultValueFactory = _ => AccessModel.FileName };
        var json = CommandActions.JsonOption();
        return new Command("check", "Check an access file: all problems at once, each with its place.") { file, json }.Does(services, async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(file);
            var text = await AccessInput.TextAsync(services, name, AccessReader.MaxBytes, cancellation);
            var problems = AccessReader.Read(text).Problems;
            if (parsed.GetValue(json)) services.PrintJson(new { valid = problems.Count == 0, problems });
            else await services.Writer.WriteAsync(ProblemText.Of(name, text, problems));
            return problems.Count == 0 ? Exit.Yes : Exit.No;
        });
    }
}
