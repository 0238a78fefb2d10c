using Steward.Kernel;

namespace Steward.Engine;

/// <summary>What an instance id may be, in every engine.</summary>
public static class InstanceIds
{
    /// <summary>The most characters of one.</summary>
    public const int Max = 200;

    /// <summary>Gives the id back; throws Invalid where a text cannot be one.</summary>
    public static string Require(string id)
    {
        if (id.Length is > 0 and <= Max && id.AsSpan().IndexOfAny("\\#?") < 0 && !id.Any(char.IsControl)) return id;
        throw StewardException.Invalid($"'{Texts.Clip(id, 80)}' cannot be an instance id: 1 to {Max} characters, none of \\ # ? nor control characters.");
    }
}
