using Steward.Kernel;

namespace Steward.Engine.Embedded.Node;

/// <summary>What an instance id may be.</summary>
internal static class InstanceIds
{
    private const int Max = 200;

    /// <summary>Throws Invalid where a text cannot be an instance id.</summary>
    public static string Require(string id)
    {
        if (id.Length is > 0 and <= Max && id.AsSpan().IndexOfAny("\\#?") < 0 && !id.Any(char.IsControl)) return id;
        throw StewardException.Invalid($"'{Texts.Clip(id, 80)}' cannot be an instance id: 1 to {Max} characters, none of \\ # ? nor control characters.");
    }
}
