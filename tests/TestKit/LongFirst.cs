using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Steward.TestKit;

/// <summary>A class of tests that takes long: it begins before the others, so that in the end no processor waits for it alone.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LongAttribute : Attribute;

/// <summary>Begins with the classes that take <see cref="LongAttribute">long</see>; the others come in xunit's order.</summary>
public sealed class LongFirst : ITestCollectionOrderer
{
    private static readonly List<string> _long =
        [.. Assembly.GetEntryAssembly()!.GetTypes().Where(t => t.IsDefined(typeof(LongAttribute))).Select(t => $" {t.FullName} ")];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderByDescending(IsLong)];

    // A class is a collection of its own: "Test collection for NAME (id: ...)".
    private static bool IsLong<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        _long.Exists(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
}
