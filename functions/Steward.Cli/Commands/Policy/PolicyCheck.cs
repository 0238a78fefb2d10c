using System.CommandLine;
using System.Text;
using Steward.Kernel;
using Steward.Policy;
using PolicyFile = Steward.Policy.Policy;

namespace Steward.Cli.Commands.Policy;

/// <summary><c>steward policy check [FILE]</c>: 0 valid, 1 not valid, 2 cannot be read.</summary>
internal static class PolicyCheck
{
    private const int MaxBytes = 1024 * 1024;

    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("FILE") { Description = "The policy.", DefaultValueFactory = _ => PolicyFile.FileName };
        var json = CommandActions.JsonOption();
        return new Command("check", "Check a steward.yaml: all problems at once, each with its place.") { file, json }.Does(services, async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(file);
            var text = await ReadAsync(services.PathOf(name), name, cancellation);
            var problems = new PolicyReader(PolicyParts.Sections()).Read(text).Problems;
            if (parsed.GetValue(json)) services.PrintJson(new { valid = problems.Count == 0, problems });
            else await services.Writer.WriteAsync(ProblemText.Of(name, text, problems));
            return problems.Count == 0 ? Exit.Yes : Exit.No;
        });
    }

    private static async Task<string> ReadAsync(string path, string name, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw StewardException.NotFound($"There is no file {name}; 'steward policy init' proposes one.");
        if (new FileInfo(path).Length > MaxBytes) throw StewardException.Invalid($"{name} is too large to be a policy (more than 1 MB).");
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, cancellation));
    }
}
