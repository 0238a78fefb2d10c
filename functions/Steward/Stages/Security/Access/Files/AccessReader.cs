using Steward.Kernel;
using Steward.Policy;
using Steward.Policy.Reading;

namespace Steward.Stages.Security.Access.Files;

/// <summary>What reading an access file gave.</summary>
/// <param name="Model">What stands in it; null when there are problems.</param>
/// <param name="Problems">All problems, by line.</param>
public sealed record AccessReading(AccessModel? Model, IReadOnlyList<PolicyProblem> Problems);

/// <summary>Reads <c>steward-access.yaml</c> strictly: its shape, and that what it names is there.</summary>
public static class AccessReader
{
    /// <summary>The most bytes of a file.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly StrictFile File = new(AccessShape.File, MaxBytes);

    /// <summary>Reads the text of a file. Never throws on bad input.</summary>
    public static AccessReading Read(string yaml)
    {
        var reading = File.Read(yaml);
        if (reading.Yaml is not { } places || !reading.Problems.IsEmpty) return new AccessReading(null, reading.Problems.ToList());
        var model = AccessBinding.Bind(reading.Value) with { Digest = Digest.Sha256(yaml) };
        new AccessChecks(model, places, reading.Problems).Run();
        return reading.Problems.IsEmpty ? new AccessReading(model, []) : new AccessReading(null, reading.Problems.ToList());
    }
}
