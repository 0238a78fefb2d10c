using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Policy.Schema;

namespace Steward.Stages.Development.Backups.Servers;

/// <summary>The JSON Schema (draft 2020-12) of <c>steward-backups.yaml</c>, from the shapes that the reader reads against.</summary>
public static class ServersSchema
{
    /// <summary>The schema as indented JSON text, with a line end.</summary>
    public static string Generate()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:steward:backups:1",
            ["title"] = "Steward backups of servers",
        };
        foreach (var (key, value) in ShapeSchema.Of(ServersShape.File).ToList()) schema[key] = value?.DeepClone();
        return schema.ToJsonString(Json.Indented).ReplaceLineEndings("\n") + "\n";
    }
}
