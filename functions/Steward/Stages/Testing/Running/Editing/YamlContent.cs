using System.Text;
using Steward.Kernel;
using Steward.Policy.Yaml;

namespace Steward.Stages.Testing.Running.Editing;

/// <summary>What a YAML document says, whatever its layout: two documents that say the same have the same text.</summary>
internal static class YamlContent
{
    public static string Of(YamlValue value) => Append(new StringBuilder(), value).ToString();

    /// <summary>The object without what stands at a path, and without the objects that are empty then.</summary>
    public static YamlObject Without(YamlObject whole, params ReadOnlySpan<string> path)
    {
        var left = new List<YamlEntry>();
        foreach (var entry in whole.Entries)
        {
            if (entry.Key.Text != path[0]) left.Add(entry);
            else if (path.Length > 1 && entry.Value is YamlObject inner && Without(inner, path[1..]) is { Entries.Count: > 0 } rest) left.Add(entry with { Value = rest });
        }

        return whole with { Entries = left };
    }

    private static StringBuilder Append(StringBuilder text, YamlValue value) => value switch
    {
        YamlScalar scalar => text.Append(scalar.IsPlain ? 'p' : 'q').Append(Json.Write(scalar.Text)),
        YamlList list => list.Items.Aggregate(text.Append('['), (t, item) => Append(t, item).Append(',')).Append(']'),
        YamlObject map => map.Entries.Aggregate(text.Append('{'), (t, e) => Append(t.Append(Json.Write(e.Key.Text)).Append(':'), e.Value).Append(',')).Append('}'),
        _ => text.Append('?'),
    };
}
