using System.Text.Json.Nodes;

namespace Steward.Ledger;

/// <summary>Says in evidence where its actor came from.</summary>
public static class EvidenceOrigin
{
    /// <summary>The member of the details.</summary>
    public const string Member = "origin";

    // Evidence is small; a name that is longer says nothing that its beginning does not.
    private const int MaxText = 120;

    /// <summary>The evidence with where its actor came from in its details: the run and the workflow of a job. Null changes nothing. It is no part of the evidence's id.</summary>
    public static Evidence From(this Evidence evidence, IReadOnlyDictionary<string, string>? origin)
    {
        if (origin is null) return evidence;
        var details = evidence.Details?.DeepClone().AsObject() ?? [];
        details[Member] = new JsonObject(origin.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)Kernel.Texts.Clip(o.Value, MaxText))));
        return evidence with { Details = details };
    }
}
