using System.CommandLine;
using Steward.Stages.Security.Access.Files;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access</c>: who may do what, by position. With <c>--file</c> without a server, else of a running Steward.</summary>
internal sealed class AccessCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("access", "Access by position: plan, apply, and who may do what.")
        {
            PlanCommand.Build(services), ApplyCommand.Build(services), WhoCommand.Build(services), CouldCommand.Build(services), StateCommand.Build(services),
            CheckCommand.Build(services), ReviewCommand.Build(services), Schema(services),
        };
    }

    private static Command Schema(CliServices services) =>
        new Command("schema", $"Prints the JSON Schema of {AccessModel.FileName}, for editors.").Does(services, async (_, _) =>
        {
            await services.Writer.WriteAsync(AccessSchema.Generate());
            return Exit.Yes;
        });
}
