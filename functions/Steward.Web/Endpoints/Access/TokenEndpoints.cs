using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Access;

/// <summary>Issues, lists and revokes tokens.</summary>
public sealed class TokenEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/tokens").WithTags("Access").RequireLevel(AccessLevel.Administer);
        group.MapGet("", ListAsync).WithSummary("All tokens, without their texts, which nobody has.");
        group.MapPost("", IssueAsync).LimitBody().WithSummary("Issues a token; its text is in the answer and nowhere else.");
        group.MapPost("revoke", RevokeAsync).LimitBody().WithSummary("Revokes the tokens of a name, at once, with all sessions that they opened.");
    }

    private static async Task<TokenList> ListAsync(AccessTokens tokens, TokenOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return new TokenList([.. (await tokens.ListAsync(cancellation)).Select(t => TokenView.Of(t, now, options.WarnBefore))]);
    }

    private static async Task<IssuedToken> IssueAsync(TokenRequest request, HttpContext context, AccessTokens tokens)
    {
        var (secret, token) = await tokens.IssueAsync(request, context.Caller().Name, context.RequestAborted);
        return new IssuedToken(TokenView.Of(token, token.IssuedAt, TimeSpan.Zero), secret);
    }

    private static async Task<RevokeAnswer> RevokeAsync(RevokeRequest request, AccessTokens tokens, CancellationToken cancellation)
    {
        await tokens.RevokeAsync(request.Name, cancellation);
        return new RevokeAnswer(request.Name);
    }
}
