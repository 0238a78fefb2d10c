using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.History;

/// <summary>What a test is known by: suite, class and name as its reports write them. A test that is renamed is another test.</summary>
/// <param name="Suite">The suite it stands in; empty when reports name none.</param>
/// <param name="ClassName">The class that reports name beside the suite, or null.</param>
/// <param name="Name">Its name.</param>
public sealed record TestName(string Suite, string? ClassName, string Name)
{
    /// <summary>The most characters that are kept of each part. The id is that of the whole name.</summary>
    public const int MaxPart = 1024;

    /// <summary>The name with its class, or else its suite, before it: <c>Cart.adds</c>.</summary>
    public string FullName
    {
        get
        {
            var group = ClassName ?? Suite;
            return group.Length == 0 || Name.StartsWith(group, StringComparison.Ordinal) ? Name : $"{group}.{Name}";
        }
    }

    /// <summary>The name of a test in a report.</summary>
    public static TestName Of(TestCaseResult test) => new(test.Suite, test.ClassName, test.Name);

    /// <summary>The name with each part cut to <see cref="MaxPart"/> characters.</summary>
    public TestName Cut() => new(Cut(Suite), ClassName is null ? null : Cut(ClassName), Cut(Name));

    private static string Cut(string part) => part.Length <= MaxPart ? part : part[..MaxPart];
}
