using Steward.Kernel;

namespace Steward.Policy.Reading;

/// <summary>How places in a policy are written: <c>testing.sets.unit.minimum</c>, <c>security.licences.allow[2]</c>, <c>tools["a.b"]</c>.</summary>
internal static class KeyPath
{
    private const int MaxKey = 60;

    /// <summary>A key of an object.</summary>
    public static string Child(string path, string key)
    {
        if (key.Length is 0 or > MaxKey || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return $"{path}[\"{Texts.Clip(key, MaxKey)}\"]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    /// <summary>An item of a list, from 0.</summary>
    public static string Item(string path, int index) => $"{path}[{index}]";
}
