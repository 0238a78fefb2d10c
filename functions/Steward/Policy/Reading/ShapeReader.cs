using Steward.Kernel;
using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>Reads values against shapes; what does not fit becomes a problem and an absent node.</summary>
internal sealed class ShapeReader(ScalarRules scalars, ProblemList problems)
{
    public PolicyNode Read(Shape shape, YamlValue value, string path) => (shape, value) switch
    {
        (_, YamlUnreadable) => PolicyNode.Absent,
        (ObjectShape fields, YamlObject found) => ReadObject(fields, found, path),
        (MapShape map, YamlObject found) => ReadMap(map, found, path),
        (ListShape list, YamlList found) => ReadList(list, found, path),
        (EitherShape either, YamlScalar) => Read(either.Brief, value, path),
        (EitherShape either, YamlObject) => Read(either.Full, value, path),
        (ObjectShape or MapShape or ListShape or EitherShape, _) => Refuse(value, path, $"Expected {ExpectedOf(shape)}, found {Found.In(value)}."),
        (_, YamlScalar scalar) => ReadScalar(shape, scalar, path),
        _ => Refuse(value, path, $"Expected {ExpectedOf(shape)}, found {Found.In(value)}."),
    };

    private PolicyNode ReadObject(ObjectShape shape, YamlObject value, string path)
    {
        var nodes = new OrderedDictionary<string, PolicyNode>(StringComparer.Ordinal);
        foreach (var (key, inner) in value.Entries)
        {
            if (shape.Fields.FirstOrDefault(f => f.Name == key.Text) is { } field) nodes[field.Name] = Read(field.Shape, inner, KeyPath.Child(path, key.Text));
            else RefuseKey(shape, key, path);
        }

        foreach (var missing in shape.Fields.Where(f => f.Required && !value.Entries.Any(e => e.Key.Text == f.Name)))
            problems.Add(KeyPath.Child(path, missing.Name), value, $"The required key '{missing.Name}' is missing here: {missing.Shape.Description}");
        return new PolicyNode(nodes);
    }

    private void RefuseKey(ObjectShape shape, YamlScalar key, string path)
    {
        var names = shape.Fields.Select(f => f.Name).ToList();
        var hint = NearestWord.Hint(key.Text, names);
        var expected = hint.Length > 0 ? hint : $" Expected one of: {Texts.Some(names, show: 12)}.";
        problems.Add(KeyPath.Child(path, key.Text), key, $"The key '{Texts.Clip(key.Text, 60)}' is not known here.{expected}");
    }

    private PolicyNode ReadMap(MapShape shape, YamlObject value, string path)
    {
        if (value.Entries.Count > shape.MaxEntries)
            return Refuse(value, path, $"Expected at most {shape.MaxEntries} keys, found {value.Entries.Count}.");
        var nodes = new OrderedDictionary<string, PolicyNode>(StringComparer.Ordinal);
        foreach (var (key, inner) in value.Entries)
        {
            var place = KeyPath.Child(path, key.Text);
            if (scalars.CheckText(shape.Key, key.Text) is { } problem) problems.Add(place, key, $"As a key: {problem}");
            nodes[key.Text] = Read(shape.Value, inner, place);
        }

        return new PolicyNode(nodes);
    }

    private PolicyNode ReadList(ListShape shape, YamlList value, string path)
    {
        var count = value.Items.Count;
        if (count > shape.MaxItems) return Refuse(value, path, $"Expected at most {Texts.Count(shape.MaxItems, "item")}, found {count}.");
        if (count < shape.MinItems) return Refuse(value, path, $"Expected at least {Texts.Count(shape.MinItems, "item")}, found {count}.");
        return new PolicyNode(value.Items.Select((item, i) => Read(shape.Item, item, KeyPath.Item(path, i))).ToList());
    }

    private PolicyNode ReadScalar(Shape shape, YamlScalar scalar, string path)
    {
        var (value, problem) = scalars.Read(shape, scalar);
        return problem is null ? new PolicyNode(value) : Refuse(scalar, path, problem);
    }

    private PolicyNode Refuse(YamlValue value, string path, string message)
    {
        problems.Add(path, value, message);
        return PolicyNode.Absent;
    }

    private static string ExpectedOf(Shape shape) => shape switch
    {
        ObjectShape o => $"an object with keys ({Texts.Some([.. o.Fields.Select(f => f.Name)], show: 6)})",
        EitherShape e => $"a text, or {ExpectedOf(e.Full)}",
        MapShape => "an object: one 'key: value' a line",
        ListShape => "a list: one '- item' a line, or [a, b]",
        TextShape => "a text",
        NumberShape => "a whole number",
        FlagShape => "true or false",
        DurationShape => "a length of time",
        _ => "a day",
    };
}
