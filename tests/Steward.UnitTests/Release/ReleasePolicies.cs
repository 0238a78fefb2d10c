using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Policy;
using Steward.Stages;
using Xunit;

namespace Steward.UnitTests.Release;

/// <summary>Whole policies, read with the sections of all capabilities.</summary>
internal static class ReleasePolicies
{
    private static readonly PolicyReader Reader = new(new ServiceCollection().AddCapabilities(new TaskCatalog()).Sections);

    public static Steward.Policy.Policy Of(string yaml)
    {
        var reading = Reader.Read(yaml);
        Assert.Empty(reading.Problems);
        return reading.Policy;
    }
}
