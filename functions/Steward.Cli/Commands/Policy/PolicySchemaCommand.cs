using System.CommandLine;
using Steward.Policy;

namespace Steward.Cli.Commands.Policy;

/// <summary><c>steward policy schema</c>: the JSON Schema, for editors.</summary>
internal static class PolicySchemaCommand
{
    public static Command Build(CliServices services) =>
        new Command("schema", "Print the JSON Schema (draft 2020-12) of steward.yaml, for editors.").Does(services, async (_, _) =>
        {
            await services.Writer.WriteAsync(PolicySchema.Generate(PolicyParts.Sections()));
            return Exit.Yes;
        });
}
