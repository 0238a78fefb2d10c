
namespace Steward.Policy;

/// <summary>The shape of a whole <c>steward.yaml</c>: the built-in keys, and the sections of all capabilities at their places.</summary>
public static class PolicyShape
{
    private const string Top = "What Steward asks of this product's changes and releases.";

    /// <summary>Puts the sections together. Throws InvalidOperationException when two sections claim the same place: a mistake in the program.</summary>
    public static ObjectShape Of(PolicySections sections)
    {
        var root = new ObjectShape(Top, new Field("version", new NumberShape("The version of this file's format: 1.", 1, 1), Required: true));
        return sections.Prepend(ProductPolicy.Section).Aggregate(root, (shape, section) => Insert(shape, section.Path.Split('.'), section));
    }

    private static ObjectShape Insert(ObjectShape into, ReadOnlySpan<string> path, IPolicySection section)
    {
        var name = path[0];
        var there = into.Fields.FirstOrDefault(f => f.Name == name);
        if (path.Length == 1) return With(into, there, name, Join(there?.Shape, section));
        var inner = there?.Shape ?? new ObjectShape($"Rules of the {name} stage.");
        return inner is ObjectShape fields ? With(into, there, name, Insert(fields, path[1..], section)) : throw Clash(section);
    }

    private static ObjectShape With(ObjectShape shape, Field? old, string name, Shape inner)
    {
        var field = new Field(name, inner, old?.Required ?? false);
        return shape with { Fields = old is null ? shape.Fields.Add(field) : shape.Fields.Replace(old, field) };
    }

    // A section may be registered after one that stands below it: then the fields of both stand side by side.
    private static Shape Join(Shape? there, IPolicySection section)
    {
        if (there is null) return section.Shape;
        if (there is not ObjectShape below || section.Shape is not ObjectShape own) throw Clash(section);
        if (below.Fields.Any(f => own.Fields.Any(o => o.Name == f.Name))) throw Clash(section);
        return own with { Fields = [.. own.Fields, .. below.Fields] };
    }

    private static InvalidOperationException Clash(IPolicySection section) =>
        new($"The policy section '{section.Path}' claims a place that another section has already.");
}
