namespace Steward.Stages.Testing.Results.Formats;

/// <summary>Finds classes in the full names of tests.</summary>
internal static class ClassNames
{
    /// <summary>What stands before the last dot of a name, arguments aside: "Shop.CartTests" of "Shop.CartTests.Adds(count: 1.5)"; empty when there is none.</summary>
    public static string Of(string name)
    {
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var dot = name.AsSpan(0, arguments < 0 ? name.Length : arguments).LastIndexOf('.');
        return dot > 0 ? name[..dot] : "";
    }
}
