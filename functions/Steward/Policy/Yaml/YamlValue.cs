namespace Steward.Policy.Yaml;

/// <summary>A value of a YAML document with its place. Lines and columns count from 1.</summary>
internal abstract record YamlValue(int Line, int Column);

/// <summary>What could not be read; its problem was reported where it was found.</summary>
internal sealed record YamlUnreadable(int Line, int Column) : YamlValue(Line, Column);

/// <summary>A scalar. Only a plain one (without quotes, not a block) can be something other than a text.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, bool IsPlain) : YamlValue(Line, Column);

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlValue> Items) : YamlValue(Line, Column);

/// <summary>An object; every key stands in it once.</summary>
internal sealed record YamlObject(int Line, int Column, IReadOnlyList<YamlEntry> Entries) : YamlValue(Line, Column);

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlValue Value);
