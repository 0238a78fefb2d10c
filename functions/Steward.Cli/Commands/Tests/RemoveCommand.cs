using System.CommandLine;
using Steward.Cli.Commands.Policy;
using Steward.Cli.Git;
using Steward.Policy;
using Steward.Stages.Testing.Running.Editing;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests remove NAME</c></summary>
internal static class RemoveCommand
{
    public static Command Build(CliServices services)
    {
        var name = new Argument<string>("NAME") { Description = "The test set." };
        var json = CommandActions.JsonOption();
        return new Command("remove", "Takes a test set out of steward.yaml, leaving all else as it is.") { name, json }.Does(services, async (parsed, cancellation) =>
        {
            var copy = await WorkingCopy.FindAsync(services.Folder, cancellation);
            var policy = await PolicyText.ReadAsync(copy.Root, cancellation);
            var set = parsed.GetRequiredValue(name);
            var edit = new TestSetEditor(new PolicyReader(PolicyParts.Sections())).Remove(policy.Text, set);
            await policy.WriteAsync(edit, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { set, edit.Line, edit.Removed });
            else PolicyText.Show(services, edit, $"Remove the test set {set}");
            return Exit.Yes;
        });
    }
}
