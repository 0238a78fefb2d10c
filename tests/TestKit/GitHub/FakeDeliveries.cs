using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>One attempt at a delivery of the app's webhook.</summary>
public sealed record FakeAttempt(long Id, [property: JsonPropertyName("guid")] string Delivery, DateTimeOffset DeliveredAt, int StatusCode, bool Redelivery);

/// <summary>The deliveries of the app's webhook, and asking for them again.</summary>
public sealed class FakeDeliveries : IFakeResource
{
    private readonly List<FakeAttempt> _attempts = [];

    /// <summary>The ids of attempts that were asked for again.</summary>
    public List<long> AskedAgain { get; } = [];

    /// <summary>Adds an attempt: what GitHub remembers of having called the webhook.</summary>
    public long Add(string delivery, DateTimeOffset at, int statusCode, bool redelivery = false)
    {
        // Real ids are beyond 2^53, where a double would lose digits.
        _attempts.Add(new FakeAttempt(9_100_000_000_000_001 + _attempts.Count, delivery, at, statusCode, redelivery));
        return _attempts[^1].Id;
    }

    public void Map(IEndpointRouteBuilder routes, FakeGitHub github)
    {
        routes.MapGet("/app/hook/deliveries", (int per_page, int? cursor, HttpContext http) =>
        {
            var newest = _attempts.OrderByDescending(a => a.DeliveredAt).Skip(cursor ?? 0).ToList();
            if (newest.Count > per_page)
            {
                var next = $"{github.Address}app/hook/deliveries?per_page={per_page}&cursor={(cursor ?? 0) + per_page}";
                http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
            }

            return FakeAnswers.Json(newest.Take(per_page));
        });
        routes.MapPost("/app/hook/deliveries/{id:long}/attempts", (long id) =>
        {
            if (_attempts.All(a => a.Id != id)) return FakeAnswers.NotFound();
            AskedAgain.Add(id);
            return FakeAnswers.Json(new { }, 202);
        });
    }
}
