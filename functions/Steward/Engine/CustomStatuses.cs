using System.Text.Json;
using Steward.Kernel;

namespace Steward.Engine;

/// <summary>What a custom status may be, in every engine.</summary>
public static class CustomStatuses
{
    /// <summary>The most characters of its JSON.</summary>
    public const int Max = 16 * 1024;

    /// <summary>The status as JSON (null: none); throws Invalid where it is too long.</summary>
    /// <param name="instanceId">Whose it is.</param>
    /// <param name="status">The status.</param>
    public static string? Write(string instanceId, object? status)
    {
        var json = status is null ? null : JsonSerializer.Serialize(status, status.GetType(), Json.Options);
        if (json?.Length > Max) throw StewardException.Invalid($"The custom status of '{instanceId}' has {json.Length} characters of JSON; at most {Max} are allowed.");
        return json;
    }
}
