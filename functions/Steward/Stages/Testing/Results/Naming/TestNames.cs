using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Naming;

/// <summary>The names that a test goes by. Runners list tests as they like: by name alone, or with class or suite before it.</summary>
internal static class TestNames
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> Of(TestCaseResult test)
    {
        yield return test.Name;
        yield return $"{test.Suite}.{test.Name}";
        if (test.ClassName is { } name) yield return $"{name}.{test.Name}";
        if (test.ClassName is { } type) yield return $"{test.Suite}.{type}.{test.Name}";
    }

    /// <summary>The one for comparing: with its class, or else its suite, before it.</summary>
    public static string Full(TestCaseResult test)
    {
        var group = test.ClassName ?? test.Suite;
        return group.Length == 0 || test.Name.StartsWith(group, StringComparison.Ordinal) ? test.Name : $"{group}.{test.Name}";
    }
}
