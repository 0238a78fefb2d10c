using Steward.Kernel;

namespace Steward.Stages;

/// <summary>One thing that a stage can do: a folder with its own workflow, activities, decision, options and text.</summary>
public interface ICapability
{
    /// <summary>Its stage.</summary>
    Stage Stage { get; }

    /// <summary>Its name, lower case, one word: <c>licences</c>.</summary>
    string Name { get; }

    /// <summary>Says what the capability consists of.</summary>
    void Register(CapabilityBuilder builder);
}
