using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Testing.Coverage;
using Steward.Stages.Testing.Expectations;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing.Expectations;

/// <summary>Policies of the testing stage, from the text below <c>testing:</c>.</summary>
internal static class Policies
{
    private static readonly PolicyReader Reader = NewReader();

    public static Steward.Policy.Policy Of(string testing)
    {
        var reading = Reader.Read(testing.Length == 0 ? "version: 1\n" : $"version: 1\ntesting: {testing}\n");
        Assert.Empty(reading.Problems);
        return reading.Policy;
    }

    private static PolicyReader NewReader()
    {
        var registry = new StageRegistry();
        var builder = new CapabilityBuilder(new ServiceCollection(), new TaskCatalog(), registry);
        foreach (var capability in new ICapability[] { new ResultsCapability(), new CoverageCapability(), new ExpectationsCapability() }) capability.Register(builder);
        return new PolicyReader(registry.Sections);
    }
}
