using Steward.Cli.Commands.Policy;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Cli.Policies;

/// <summary>Reads the <c>steward.yaml</c> of a folder for commands that need its options.</summary>
internal static class PolicyFile
{
    /// <summary>The file's name.</summary>
    public const string Name = Policy.Policy.FileName;

    /// <summary>The policy. Invalid when there is none or it has problems, naming the first.</summary>
    public static async Task<Policy.Policy> ReadAsync(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file)) throw StewardException.Invalid($"There is no {file}: steward policy init proposes one.");
        var reading = Reader().Read(await File.ReadAllTextAsync(file, cancellation));
        return reading.Problems.Count == 0
            ? reading.Policy
            : throw StewardException.Invalid($"{file}:{reading.Problems[0].Line}:{reading.Problems[0].Column}: {reading.Problems[0].Message} (steward policy check shows all)");
    }

    private static PolicyReader Reader() => new(PolicyParts.Sections());
}
