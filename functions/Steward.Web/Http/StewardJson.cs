using System.Text.Json;
using Steward.Kernel;

namespace Steward.Web.Http;

/// <summary>Gives ASP.NET Core's JSON options the values of <see cref="Json.Options"/>, so that there is one JSON.</summary>
internal static class StewardJson
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = Json.Options.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = Json.Options.PropertyNameCaseInsensitive;
        options.NumberHandling = Json.Options.NumberHandling;
        options.Encoder = Json.Options.Encoder;
        options.DefaultIgnoreCondition = Json.Options.DefaultIgnoreCondition;
        foreach (var converter in Json.Options.Converters) options.Converters.Add(converter);
    }
}
