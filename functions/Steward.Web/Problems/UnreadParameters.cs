using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Steward.Web.Problems;

/// <summary>Finds the optional parameter that made a request unreadable: compiled endpoints answer 400 without a word then.</summary>
internal static class UnreadParameters
{
    private static readonly Dictionary<Type, Func<string, bool>> Reads = new()
    {
        [typeof(int)] = text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        [typeof(long)] = text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        [typeof(bool)] = text => bool.TryParse(text, out _),
    };

    /// <summary>Its name, as the endpoint declares it; null when all can be read.</summary>
    public static string? First(HttpContext context) => context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        .FirstOrDefault(p => p.HasTryParse && IsUnread(p, context.Request.Query[p.Name]))?.Name;

    private static bool IsUnread(IParameterBindingMetadata parameter, string? text) =>
        !string.IsNullOrEmpty(text) && Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) is { } type && Reads.TryGetValue(type, out var read) && !read(text);
}
