using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing.Running;

/// <summary>Policies of these tests, read as a host reads them.</summary>
internal static class Policies
{
    public static IPolicyReader Reader { get; } = new PolicyReader(new ServiceCollection().AddCapabilities(new TaskCatalog()).Sections);

    public static ResultsPolicy Of(string sets) => Read($"version: 1\ntesting:\n  sets:\n    {sets.ReplaceLineEndings("\n    ")}\n");

    public static ResultsPolicy Read(string text)
    {
        var reading = Reader.Read(text);
        Assert.Empty(reading.Problems);
        return reading.Policy.Get(ResultsPolicy.Section);
    }
}
