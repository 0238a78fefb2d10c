using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Steward.Policy;

namespace Steward.UnitTests.Policy;

/// <summary>Makes JSON documents (which are YAML too) for a shape: mostly fitting, with a mistake now and then.</summary>
internal static class PolicyDocuments
{
    private static readonly Gen<JsonNode?> _wrong = Gen.OneOf(
        Gen.Elements(0L, 1, 7, 101, -5, long.MaxValue).Select(n => (JsonNode?)n),
        Gen.Elements("", "a", "no", "strict", "12ab", "90m", "59s", "2026-12-31", "2026-02-30", "é", "a b", "true", "x\ny", new string('z', 21), "😀😀😀😀😀😀😀😀😀😀😀").Select(s => (JsonNode?)s),
        Gen.Elements(true, false).Select(b => (JsonNode?)b),
        Gen.Constant((JsonNode?)null),
        Gen.Fresh(() => (JsonNode?)new JsonArray()),
        Gen.Fresh(() => (JsonNode?)new JsonObject { ["a"] = "b" }));

    public static Gen<JsonNode?> For(Shape shape) => Gen.Frequency((24, Fitting(shape)), (1, _wrong));

    private static Gen<JsonNode?> Fitting(Shape shape) => shape switch
    {
        ObjectShape o => Object(o),
        MapShape m => Map(m),
        ListShape l => List(l),
        TextShape { OneOf.IsEmpty: false } t => Gen.Elements(t.OneOf.AsEnumerable()).Select(s => (JsonNode?)s),
        TextShape { Pattern: not null } => Gen.Elements("12ab", "none", "node", "go", "security", "testing/results").Select(s => (JsonNode?)s),
        TextShape => Gen.Elements("a", "no", "x y", "5", "été", "#not a comment", "- a", "😀").Select(s => (JsonNode?)s),
        NumberShape n => Gen.Choose((int)n.Min, (int)Math.Min(n.Max, 1000)).Select(i => (JsonNode?)(long)i),
        FlagShape => Gen.Elements(true, false).Select(b => (JsonNode?)b),
        DurationShape => Gen.Elements("60s", "5m", "3h", "1d", "90m").Select(s => (JsonNode?)s),
        _ => Gen.Elements("2026-12-31", "2024-02-29").Select(s => (JsonNode?)s),
    };

    private static Gen<JsonNode?> Object(ObjectShape shape) => shape.Fields
        .Select(field => Gen.Frequency((field.Required ? 20 : 3, For(field.Shape).Select(v => (field.Name, Value: v, IsThere: true))), (1, Gen.Constant((field.Name, Value: (JsonNode?)null, IsThere: false)))))
        .Append(Gen.Frequency((1, Gen.Constant(("unknown", (JsonNode?)1, true))), (24, Gen.Constant(("", (JsonNode?)null, false)))))
        .Aggregate(Gen.Fresh(() => new List<(string, JsonNode?, bool)>()), (all, one) => all.SelectMany(list => one.Select(field => list.Append(field).ToList())))
        .Select(fields => (JsonNode?)new JsonObject(fields.Where(f => f.Item3).Select(f => KeyValuePair.Create(f.Item1, f.Item2?.DeepClone()))));

    private static Gen<JsonNode?> Map(MapShape shape) =>
        Gen.Zip(Gen.Elements("node", "go", "dotnet-sdk", "Bad", "a.b"), For(shape.Value)).ListOf(2)
            .Select(entries => (JsonNode?)new JsonObject(entries.DistinctBy(e => e.Item1).Select(e => KeyValuePair.Create(e.Item1, e.Item2?.DeepClone()))));

    private static Gen<JsonNode?> List(ListShape shape) =>
        from count in Gen.Frequency((10, Gen.Choose(1, 3)), (1, Gen.Elements(0, 4)))
        from items in For(shape.Item).ListOf(count)
        select (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]);
}
