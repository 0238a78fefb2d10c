using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages.Release.Instructions;

/// <summary>The evidence of instructions, all about the commit that is released.</summary>
public static class InstructionEvidence
{
    /// <summary>The file was read; payload: an <see cref="InstructionList"/>.</summary>
    public const string Read = "instructions.read";

    /// <summary>A person carried an item out; details: <c>item</c>, <c>text</c> (its digest), <c>by</c>, <c>level</c>.</summary>
    public const string Done = "instruction.done";

    /// <summary>A person took that back; the same details.</summary>
    public const string Undone = "instruction.undone";

    /// <summary>What the newest evidence among facts says the instructions are; null when they were not read, or the payload is not there.</summary>
    public static InstructionList? ListOf(GateFacts facts) => facts.Latest(Read) is { } read ? facts.Payload<InstructionList>(read) : null;

    /// <summary>The details of what a person says.</summary>
    public static JsonObject Details(Instruction item, string by, string level) =>
        new() { ["item"] = item.Id, ["text"] = item.Digest, ["by"] = by, ["level"] = level };

    /// <summary>True for what people said of an item.</summary>
    public static bool IsAbout(Evidence evidence, string item) => evidence.Kind is Done or Undone && Text(evidence, "item") == item;

    /// <summary>A text of the details, or null.</summary>
    public static string? Text(Evidence evidence, string key) =>
        evidence.Details?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
