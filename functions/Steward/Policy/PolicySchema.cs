using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Policy.Schema;

namespace Steward.Policy;

/// <summary>
/// The JSON Schema (draft 2020-12) of <c>steward.yaml</c>, for editors. It is made from the shapes that the reader reads against; what the
/// reader accepts, the schema accepts. The reader is stricter where a schema has no word for it: ranges of durations, days of the calendar.
/// </summary>
public static class PolicySchema
{
    /// <summary>The name of the published file.</summary>
    public const string FileName = "steward.schema.json";

    /// <summary>The schema as indented JSON text, with a line end.</summary>
    public static string Generate(PolicySections sections)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:steward:policy:1",
            ["title"] = "Steward policy",
        };
        foreach (var (key, value) in ShapeSchema.Of(PolicyShape.Of(sections)).ToList()) schema[key] = value?.DeepClone();
        return schema.ToJsonString(Json.Indented).ReplaceLineEndings("\n") + "\n";
    }
}
