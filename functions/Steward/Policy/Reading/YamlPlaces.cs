using System.Globalization;
using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>Where values stand in a document, by their keys.</summary>
internal static class YamlPlaces
{
    /// <summary>The value below some keys (an index for an item of a list), or the last one on the way that is there.</summary>
    public static YamlValue At(YamlValue root, params ReadOnlySpan<string> keys)
    {
        var here = root;
        foreach (var key in keys)
        {
            if (Below(here, key) is not { } next) return here;
            here = next;
        }

        return here;
    }

    /// <summary>How the place is written: <c>people.ada.positions[0]</c>.</summary>
    public static string PathOf(params ReadOnlySpan<string> keys)
    {
        var path = "";
        foreach (var key in keys) path = IndexOf(key) is { } index ? KeyPath.Item(path, index) : KeyPath.Child(path, key);
        return path;
    }

    /// <summary>An index as a key.</summary>
    public static string Item(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    private static YamlValue? Below(YamlValue here, string key) => (here, IndexOf(key)) switch
    {
        (YamlList list, { } index) when index < list.Items.Count => list.Items[index],
        (YamlObject fields, null) => fields.Entries.FirstOrDefault(e => e.Key.Text == key)?.Value,
        _ => null,
    };

    private static int? IndexOf(string key) =>
        key.Length > 2 && key[0] == '[' && int.TryParse(key.AsSpan(1, key.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
