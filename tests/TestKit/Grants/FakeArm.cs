using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Steward.TestKit.KeyVault;

namespace Steward.TestKit.Grants;

/// <summary>An assignment of the fake.</summary>
/// <param name="Scope">Where it was made.</param>
/// <param name="Name">Its GUID.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Principal">Whose.</param>
/// <param name="Type">User, Group or ServicePrincipal.</param>
public sealed record FakeAssignment(string Scope, string Name, string Role, string Principal, string Type = "User");

/// <summary>
/// Azure Resource Manager's role assignments over HTTP on loopback (api-version 2022-04-01), with state. It is reached by the address of the real one, since no token is
/// ever sent without TLS: the transport takes what goes there to loopback. As there, one assignment under another name is refused (RoleAssignmentExists).
/// </summary>
public sealed class FakeArm : IAsyncDisposable
{
    private const string Authorization = "/providers/Microsoft.Authorization/";
    private static readonly string[] Roles = ["Owner", "Contributor", "Reader", "Key Keeper"];
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Status, string Code, string? RetryAfter)> _faults = new();

    private FakeArm(WebApplication app) => _app = app;

    /// <summary>The assignments by scope and name.</summary>
    public ConcurrentDictionary<string, FakeAssignment> Assignments { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The requests so far.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The most entries of a page.</summary>
    public int PageSize { get; set; } = 2;

    /// <summary>True: every page leads to the first one.</summary>
    public bool IsEndless { get; set; }

    /// <summary>The transport that finds it.</summary>
    public HttpPipelineTransport Transport => new HttpClientTransport(new HttpClient(new ToLoopback(new Uri(_app.Urls.First()))));

    /// <summary>The credential that it lets in.</summary>
    public FakeCredential Credential { get; } = new();

    public static async Task<FakeArm> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var arm = new FakeArm(app);
        app.Run(arm.ServeAsync);
        await app.StartAsync();
        return arm;
    }

    /// <summary>An assignment that somebody else made.</summary>
    public void Add(FakeAssignment assignment) => Assignments[$"{assignment.Scope}{Authorization}roleAssignments/{assignment.Name}"] = assignment;

    /// <summary>Answers the next request so.</summary>
    public void FailNext(int status, string code, string? retryAfter = null) => _faults.Enqueue((status, code, retryAfter));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Calls.Enqueue($"{http.Request.Method} {path}");
        if (http.Request.Headers.Authorization != $"Bearer {Credential.Token}") await ProblemAsync(http, 401, "AuthenticationFailed");
        else if (_faults.TryDequeue(out var fault))
        {
            if (fault.RetryAfter is not null) http.Response.Headers.RetryAfter = fault.RetryAfter;
            await ProblemAsync(http, fault.Status, fault.Code);
        }
        else if (http.Request.Query["api-version"] != "2022-04-01" || path.IndexOf(Authorization, StringComparison.Ordinal) is not (> 0 and var at)) await ProblemAsync(http, 404, "InvalidResourceType");
        else await RouteAsync(http, path[..at], path[(at + Authorization.Length)..]);
    }

    private Task RouteAsync(HttpContext http, string scope, string rest) => (http.Request.Method, rest) switch
    {
        ("GET", "roleDefinitions") => PageAsync(http, [.. Roles.Select(r => (object)new { id = IdOf(r), properties = new { roleName = r, permissions = PermissionsOf(r) } })]),
        ("GET", "roleAssignments") when http.Request.Query["$filter"] == "atScope()" => PageAsync(http, [.. Assignments.Where(a => IsAt(a.Value.Scope, scope)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => Shape(a.Key, a.Value))]),
        ("PUT", _) => PutAsync(http, scope, rest["roleAssignments/".Length..]),
        ("DELETE", _) => DeleteAsync(http, $"{scope}{Authorization}{rest}"),
        _ => ProblemAsync(http, 405, "MethodNotAllowed"),
    };

    private static bool IsAt(string own, string asked) => own == "/" || asked.Equals(own, StringComparison.OrdinalIgnoreCase) || asked.StartsWith(own + "/", StringComparison.OrdinalIgnoreCase);

    private Task PageAsync(HttpContext http, List<object> all)
    {
        var skip = int.TryParse(http.Request.Query["$skipToken"], out var said) ? said : 0;
        var rest = string.Concat(http.Request.Query.Where(q => q.Key != "$skipToken").Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}&"));
        var next = IsEndless ? $"https://management.azure.com{http.Request.Path.ToUriComponent()}?{rest}$skipToken=0" : all.Count > skip + PageSize ? $"https://management.azure.com{http.Request.Path.ToUriComponent()}?{rest}$skipToken={skip + PageSize}" : null;
        return http.Response.WriteAsJsonAsync(new { value = all.Skip(skip).Take(PageSize), nextLink = next });
    }

    private async Task PutAsync(HttpContext http, string scope, string name)
    {
        var properties = (await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body)).GetProperty("properties");
        var assignment = new FakeAssignment(scope, name, NameOf(properties.GetProperty("roleDefinitionId").GetString()!), properties.GetProperty("principalId").GetString()!);
        if (Assignments.Values.Any(a => a with { Name = name } == assignment && a.Name != name)) await ProblemAsync(http, 409, "RoleAssignmentExists");
        else
        {
            http.Response.StatusCode = Assignments.ContainsKey($"{scope}{Authorization}roleAssignments/{name}") ? 200 : 201;
            Add(assignment);
            await http.Response.WriteAsJsonAsync(new { name });
        }
    }

    private Task DeleteAsync(HttpContext http, string id)
    {
        http.Response.StatusCode = Assignments.TryRemove(id, out _) ? 200 : 204;
        return Task.CompletedTask;
    }

    private static object Shape(string id, FakeAssignment a) => new
    {
        id, name = a.Name, properties = new { scope = a.Scope, roleDefinitionId = IdOf(a.Role), principalId = a.Principal, principalType = a.Type },
    };

    private static string IdOf(string role) => $"/subscriptions/any{Authorization}roleDefinitions/0000000{Array.IndexOf(Roles, role)}-0000-0000-0000-000000000000";

    // A role of somebody's own making, harmless by its name.
    private static object[] PermissionsOf(string role) => role switch
    {
        "Owner" => [new { actions = (string[])["*"], notActions = Array.Empty<string>() }],
        "Contributor" => [new { actions = (string[])["*"], notActions = (string[])["Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete"] }],
        "Key Keeper" => [new { actions = (string[])["*/read"] }, new { actions = (string[])["Microsoft.Authorization/roleAssignments/*"] }],
        _ => [new { actions = (string[])["*/read"], notActions = Array.Empty<string>() }],
    };

    private static string NameOf(string id) => Roles[id[(id.LastIndexOf('/') + 1)..][7] - '0'];

    private static Task ProblemAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { code, message = $"{code}: no." } });
    }

    private sealed class ToLoopback(Uri loopback) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host != "management.azure.com") throw new HttpRequestException($"No such host is known: {request.RequestUri.Host}");
            request.RequestUri = new Uri(loopback, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
