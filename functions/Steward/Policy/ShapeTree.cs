namespace Steward.Policy;

/// <summary>Walking through shapes.</summary>
public static class ShapeTree
{
    /// <summary>The shapes directly inside a shape: of fields, items, keys and values.</summary>
    public static IEnumerable<Shape> Inner(this Shape shape) => shape switch
    {
        ObjectShape o => o.Fields.Select(f => f.Shape),
        MapShape m => [m.Key, m.Value],
        ListShape l => [l.Item],
        EitherShape e => [e.Brief, e.Full],
        _ => [],
    };
}
