using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Steward.TestKit.Web;

namespace Steward.VaultTests.Sources;

/// <summary>A folder over HTTP, for who knows the password: enough of a git server for its plain ("dumb") protocol.</summary>
internal static class GuardedFiles
{
    public static Task<LoopbackServer> StartAsync(string folder, string user, string password)
    {
        var wanted = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return LoopbackServer.StartAsync((_, _) => { }, app => app.Run(async context =>
        {
            if (context.Request.Headers.Authorization != wanted)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"test\"";
                return;
            }

            var path = Path.Combine(folder, context.Request.Path.Value!.TrimStart('/'));
            if (File.Exists(path)) await context.Response.SendFileAsync(path);
            else context.Response.StatusCode = StatusCodes.Status404NotFound;
        }));
    }
}
