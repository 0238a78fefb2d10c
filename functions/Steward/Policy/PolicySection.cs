namespace Steward.Policy;

/// <summary>A part of the policy that one capability owns.</summary>
public interface IPolicySection
{
    /// <summary>Where it stands: <c>security.licences</c>.</summary>
    string Path { get; }

    /// <summary>What may stand there.</summary>
    Shape Shape { get; }
}

/// <summary>A part of the policy that one capability owns, and how it becomes that capability's options.</summary>
/// <typeparam name="T">The options.</typeparam>
/// <param name="Path">Where it stands: <c>security.licences</c>; dots separate keys.</param>
/// <param name="Shape">What may stand there.</param>
/// <param name="Bind">Makes the options of the value, which fits the shape; an absent section is bound from <see cref="PolicyNode.Absent"/>.</param>
public sealed record PolicySection<T>(string Path, Shape Shape, Func<PolicyNode, T> Bind) : IPolicySection;
