using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Steward.Kernel;
using Steward.Web.Endpoints;

namespace Steward.Web.OpenApi;

/// <summary>Describes the API: one document, with the level that each operation asks for.</summary>
internal static class StewardOpenApi
{
    public const string Document = "openapi";
    private const string Scheme = "token";

    public static IServiceCollection AddStewardOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => ShowLevel(operation, context));
        options.AddSchemaTransformer((schema, context, _) => ShowTextIds(schema, context));
    });

    private static Task Describe(OpenApiDocument document)
    {
        document.Info.Title = "Steward";
        document.Info.Description = "Runs the five stages of a team's software lifecycle. Failures are application/problem+json (RFC 9457) with a sentence in \"detail\".";
        // The path alone: by which name and scheme it was asked for is no part of the description.
        document.Servers = [.. (document.Servers ?? []).Select(s => new OpenApiServer { Url = new Uri(s.Url ?? "http://localhost/").AbsolutePath })];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "stw_... or JWT", Description = "A token of Steward's (stw_...); or, where the settings believe them, the OpenID Connect token of a job of GitHub Actions (uploads only) or a v2.0 access token of Entra ID." },
        };
        return Task.CompletedTask;
    }

    private static Task ShowLevel(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var level = metadata.OfType<RequiredLevel>().LastOrDefault()?.Level;
        var scope = metadata.OfType<RequiredScope>().LastOrDefault()?.Scope;
        operation.Description = level is null ? "Open: needs no token." : $"Needs a token of level {level} or above{(scope is null ? "" : $" that is not narrowed to other scopes than {scope}")}.";
        if (level is null) return Task.CompletedTask;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No live token." });
        operation.Responses.TryAdd("429", new OpenApiResponse { Description = "Too many tokens that open nothing came from this address." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = $"The token's level is below {level}, or this is out of its reach." });
        return Task.CompletedTask;
    }

    private static Task ShowTextIds(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var isTextId = type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextId<>));
        if (isTextId) schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }
}
