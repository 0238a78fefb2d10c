using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Web.Endpoints.TestResults;

/// <summary>Reads announcements strictly: what is misspelt must not be taken for not given.</summary>
internal static class AnnouncementBody
{
    /// <summary>The most bytes: enough for the tests that one announcement may list.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>One announcement, or a list of them. Invalid, saying where, for anything else.</summary>
    public static async Task<IReadOnlyList<Announcement>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var json = body.GetBuffer().AsSpan(0, (int)body.Length);
        // Windows shells write a byte order mark before JSON.
        if (json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) json = json[3..];
        try
        {
            var read = json.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]
                ? JsonSerializer.Deserialize<List<Announcement>>(json, Strict)!
                : [JsonSerializer.Deserialize<Announcement>(json, Strict)!];
            return read.Contains(null!) ? throw StewardException.Invalid("An announcement is null.") : read;
        }
        catch (JsonException problem)
        {
            throw StewardException.Invalid(
                $"The announcement cannot be read at {Texts.Clip(problem.Path, 80) ?? "its beginning"}, line {problem.LineNumber + 1}: "
                + "it must be JSON with set, attempt, shards, shard, parts, tests, state (announced or aborted) and reason, each at most once, or a list of such.",
                problem);
        }
    }
}
